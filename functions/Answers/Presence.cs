using Arshjulet.Functions.Access;

namespace Arshjulet.Functions.Answers;

/// <summary>Who else answers right now: whoever's link was used within the last minutes.</summary>
public sealed class Presence(Links links, ContactBook book, TimeProvider clock)
{
    private static readonly TimeSpan Now = TimeSpan.FromMinutes(3);

    /// <summary>What the others are called, in order. Oneself, at another screen, is nobody else.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(Respondent who, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - Now;
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
