using Arshjulet.Local.Orchestrations.Store;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Sidecar;

internal sealed partial class TaskHubSidecar
{
    private const int EventsAtATime = 100;

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        await engine.Client.FindAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken) is { } found
            ? Found(found, request.GetInputsAndOutputs)
            : new GetInstanceResponse { Exists = false });

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        Found(await engine.Client.WaitForStartAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken), request.GetInputsAndOutputs));

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        Found(await engine.Client.WaitForCompletionAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken), request.GetInputsAndOutputs));

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        var query = request.Query;
        var filter = InstanceFilter.Matching(
            query.CreatedTimeFrom?.ToDateTimeOffset(), query.CreatedTimeTo?.ToDateTimeOffset(),
            query.RuntimeStatus.Select(Statuses.FromProtocol), query.InstanceIdPrefix);
        var (values, next) = await engine.Client.PageAsync(
            filter, query.FetchInputsAndOutputs, PageSize(query.MaxInstanceCount), query.ContinuationToken, context.CancellationToken);
        return new QueryInstancesResponse
        {
            OrchestrationState = { values.Select(state => ToProtocol(state, query.FetchInputsAndOutputs)) },
            ContinuationToken = next,
        };
    });

    public override Task<ListInstanceIdsResponse> ListInstanceIds(ListInstanceIdsRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        var filter = InstanceFilter.Matching(null, null, request.RuntimeStatus.Select(Statuses.FromProtocol), null);
        filter = InstanceFilter.And(filter, "CompletedAt", request.CompletedTimeFrom?.ToDateTimeOffset(), request.CompletedTimeTo?.ToDateTimeOffset());
        var (values, next) = await engine.Client.PageAsync(filter, false, PageSize(request.PageSize), request.LastInstanceKey, context.CancellationToken);
        return new ListInstanceIdsResponse { InstanceIds = { values.Select(state => state.Id) }, LastInstanceKey = next };
    });

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        if (request.PurgeInstanceFilter is { } filter)
        {
            var (purged, isComplete) = await engine.Client.PurgeAllAsync(
                filter.CreatedTimeFrom?.ToDateTimeOffset(), filter.CreatedTimeTo?.ToDateTimeOffset(),
                [.. filter.RuntimeStatus.Select(Statuses.FromProtocol)], request.Recursive, filter.Timeout?.ToTimeSpan(), context.CancellationToken);
            return new PurgeInstancesResponse { DeletedInstanceCount = purged, IsComplete = isComplete };
        }

        var count = await engine.Client.PurgeAsync(request.InstanceId, request.Recursive, context.CancellationToken);
        return new PurgeInstancesResponse { DeletedInstanceCount = count, IsComplete = true };
    });

    public override async Task StreamInstanceHistory(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responseStream, ServerCallContext context)
    {
        var events = await CallAsync(() => engine.ReadEventsAsync(request.InstanceId, context.CancellationToken));
        foreach (var chunk in events.Chunk(EventsAtATime))
        {
            await responseStream.WriteAsync(new HistoryChunk { Events = { chunk } }, context.CancellationToken);
        }
    }

    // Table Storage gives at most a thousand rows at a time.
    private static int PageSize(int asked) => asked is > 0 and < 1000 ? asked : 1000;

    private static GetInstanceResponse Found(InstanceState state, bool texts) => new() { Exists = true, OrchestrationState = ToProtocol(state, texts) };

    private static OrchestrationState ToProtocol(InstanceState state, bool texts) => new()
    {
        InstanceId = state.Id,
        Name = state.Name,
        Version = state.Version,
        OrchestrationStatus = Statuses.ToProtocol(state.Status),
        ScheduledStartTimestamp = state.StartAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        CreatedTimestamp = Timestamp.FromDateTimeOffset(state.CreatedAt),
        LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(state.UpdatedAt),
        CompletedTimestamp = state.CompletedAt is { } over ? Timestamp.FromDateTimeOffset(over) : null,
        Input = texts ? state.Input : null,
        Output = texts ? state.Output : null,
        CustomStatus = texts ? state.CustomStatus : null,
        FailureDetails = texts ? state.Failure : null,
        ExecutionId = state.ExecutionId,
        ParentInstanceId = state.Parent?.Id,
        Tags = { state.Tags?.ToDictionary() ?? [] },
    };
}
