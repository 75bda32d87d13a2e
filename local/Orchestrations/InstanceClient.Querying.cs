using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations;

internal sealed partial class InstanceClient
{
    /// <summary>One page of the instances that match, and where the next page begins.</summary>
    public Task<(IReadOnlyList<InstanceState> Values, string? Next)> PageAsync(
        string filter, bool texts, int size, string? continuation, CancellationToken cancellation)
    {
        engine.ThrowIfNotRunning();
        return engine.Store.PageAsync(filter, texts, size, continuation, cancellation);
    }

    /// <summary>Removes an instance that has ended, with its history.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public async Task<bool> PurgeAsync(string id, CancellationToken cancellation)
    {
        using var _ = await engine.Instances.EnterAsync(id, cancellation);
        switch (await FindAsync(id, false, cancellation))
        {
            case null:
                return false;
            case { IsOpen: true } open:
                throw new InvalidOperationException($"The instance '{id}' has not ended ({open.Status}), and is not removed.");
            default:
                await engine.Store.PurgeAsync(id, cancellation);
                return true;
        }
    }

    /// <summary>Removes all ended instances that match, a page at a time. The filter must match none that runs.</summary>
    public async Task<int> PurgeAllAsync(string filter, CancellationToken cancellation)
    {
        var (purged, next) = (0, (string?)null);
        do
        {
            (var page, next) = await PageAsync(filter, false, 1000, next, cancellation);
            foreach (var ended in page)
            {
                purged += await PurgeAsync(ended.Id, cancellation) ? 1 : 0;
            }
        }
        while (next is not null);
        return purged;
    }
}
