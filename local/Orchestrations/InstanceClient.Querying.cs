using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;

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
    /// <returns>How many were removed: 0 when there is none, or when it has not ended.</returns>
    public async Task<int> PurgeAsync(string id, bool recursive, CancellationToken cancellation)
    {
        if (await FindAsync(id, false, cancellation) is not { IsOpen: false })
        {
            return 0;
        }

        var purged = 0;
        if (recursive)
        {
            foreach (var child in await IdsAsync(InstanceFilter.ChildrenOf(id), cancellation))
            {
                purged += await PurgeAsync(child, true, cancellation);
            }
        }

        using var _ = await engine.Instances.EnterAsync(id, cancellation);
        if (await engine.Store.FindAsync(id, false, cancellation) is { IsOpen: false })
        {
            await engine.Store.PurgeAsync(id, cancellation);
            purged++;
        }

        return purged;
    }

    /// <summary>Removes all ended instances that match, until the time is up.</summary>
    public async Task<(int Purged, bool IsComplete)> PurgeAllAsync(
        DateTimeOffset? from, DateTimeOffset? to, IReadOnlyList<OrchestrationRuntimeStatus> statuses, bool recursive, TimeSpan? longest, CancellationToken cancellation)
    {
        engine.ThrowIfNotRunning();
        var began = TimeProvider.System.GetTimestamp();
        var purged = 0;
        foreach (var id in await IdsAsync(InstanceFilter.Matching(from, to, statuses.Count == 0 ? Ended : statuses, null), cancellation))
        {
            if (longest is { } limit && TimeProvider.System.GetElapsedTime(began) > limit)
            {
                return (purged, false);
            }

            purged += await PurgeAsync(id, recursive, cancellation);
        }

        return (purged, true);
    }

    private async Task<List<string>> IdsAsync(string where, CancellationToken cancellation)
    {
        List<string> ids = [];
        string? next = null;
        do
        {
            (var values, next) = await engine.Store.PageAsync(where, false, 1000, next, cancellation);
            ids.AddRange(values.Select(state => state.Id));
        }
        while (next is not null);
        return ids;
    }
}
