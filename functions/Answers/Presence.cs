using Arshjulet.Functions.Access;

namespace Arshjulet.Functions.Answers;

/// <summary>Who else is answering right now, judged by when their links were last used.</summary>
public sealed class Presence(Links links, ContactBook book, TimeProvider clock)
{
    private static readonly TimeSpan ActiveWithin = TimeSpan.FromMinutes(3);

    /// <summary>The display names of the others, in order. The same person in a second window does not count.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(Respondent who, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - ActiveWithin;
        var here = (await links.OfBodyAsync(who.Year, who.Body.Id, cancellation))
            .Where(u => !u.Revoked && u.LastSeenAt > since && u.Link.Contact != who.Contact.Id).Select(u => u.Link.Contact).ToArray();
        if (here.Length == 0)
        {
            return [];
        }

        var names = await book.NamesAsync(who.Year, who.Body, cancellation);
        return [.. here.Where(names.ContainsKey).Select(c => names[c])];
    }
}
