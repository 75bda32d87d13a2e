using System.Collections.Concurrent;

namespace Arshjulet.Functions.Access;

/// <summary>Notes that links are in use, at most once a minute each: the office sees when a contact last answered, colleagues who is here now.</summary>
public sealed class LinkPresence(Links links, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Spares the reads of those who were noted less than a minute ago; another process at worst notes once more.
    private readonly ConcurrentDictionary<Link, DateTimeOffset> _seen = new();

    /// <summary>Notes that a link is in use.</summary>
    public async Task SeenAsync(Link link, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(link, out var before) && now - before < Every)
        {
            return;
        }

        _seen[link] = now;
        await links.SeenAsync(link, now, Every, cancellation);
    }
}
