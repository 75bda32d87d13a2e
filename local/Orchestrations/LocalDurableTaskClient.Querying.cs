using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations;

internal sealed partial class LocalDurableTaskClient
{
    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new();
        var where = InstanceFilter.Of(query.CreatedFrom, query.CreatedTo, query.Statuses, query.InstanceIdPrefix);
        return Pageable.Create<OrchestrationMetadata>(async (continuation, size, cancellation) =>
        {
            engine.ThrowIfNotRunning();
            var (values, next) = await engine.Store.PageAsync(
                where, query.FetchInputsAndOutputs, size ?? query.PageSize, continuation ?? query.ContinuationToken, cancellation);
            return new([.. values.Select(state => Metadata(state, query.FetchInputsAndOutputs))], next);
        });
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        engine.ThrowIfNotRunning();
        var where = InstanceFilter.Of(null, null, runtimeStatus ?? Ended, null);
        where = InstanceFilter.And(where, "CompletedAt", completedTimeFrom, completedTimeTo);
        var (values, next) = await engine.Store.PageAsync(where, false, pageSize, lastInstanceKey, cancellation);
        return new([.. values.Select(state => state.Id)], next);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        StoreKeys.ValidateInstanceId(instanceId);
        engine.ThrowIfNotRunning();
        return new(await PurgeAsync(instanceId, options?.Recursive ?? false, cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        engine.ThrowIfNotRunning();
        var began = TimeProvider.System.GetTimestamp();
        var where = InstanceFilter.Of(filter.CreatedFrom, filter.CreatedTo, filter.Statuses ?? Ended, null);
        var purged = 0;
        foreach (var id in await IdsAsync(where, cancellation))
        {
            if (filter.Timeout is { } longest && TimeProvider.System.GetElapsedTime(began) > longest)
            {
                return new(purged, false);
            }

            purged += await PurgeAsync(id, options?.Recursive ?? false, cancellation);
        }

        return new(purged, true);
    }

    private async Task<int> PurgeAsync(string id, bool recursive, CancellationToken cancellation)
    {
        var purged = 0;
        if (await engine.Store.FindAsync(id, false, cancellation) is not { IsOpen: false })
        {
            return 0;
        }

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
