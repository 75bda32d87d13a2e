using System.Collections.Concurrent;

namespace Arshjulet.Functions.Access;

/// <summary>
/// Records when links are used, at most once a minute each. The office sees when a contact last answered; colleagues see who is active now.
/// </summary>
public sealed class LinkPresence(Links links, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Saves a read for links recorded less than a minute ago. Another process may record them once more, which does no harm.
    private readonly ConcurrentDictionary<Link, DateTimeOffset> _recorded = new();

    /// <summary>Records that a link is in use.</summary>
    public async Task RecordUseAsync(Link link, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_recorded.TryGetValue(link, out var before) && now - before < Interval)
        {
            return;
        }

        _recorded[link] = now;
        await links.RecordUseAsync(link, now, Interval, cancellation);
    }
}
