using Arshjulet.Local.Orchestrations.Store;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Sidecar;

internal sealed partial class TaskHubSidecar
{
    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        await engine.Client.FindAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken) is { } found
            ? Found(found, request.GetInputsAndOutputs)
            : new GetInstanceResponse { Exists = false });

    public override Task<GetInstanceResponse> WaitForInstanceStart(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        Found(await engine.Client.WaitForStartAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken), request.GetInputsAndOutputs));

    public override Task<GetInstanceResponse> WaitForInstanceCompletion(GetInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        Found(
            await engine.Client.WaitForCompletionAsync(request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken),
            request.GetInputsAndOutputs));

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        var query = request.Query;
        var filter = InstanceFilter.Matching(
            query.CreatedTimeFrom?.ToDateTimeOffset(), query.CreatedTimeTo?.ToDateTimeOffset(),
            query.RuntimeStatus.Select(Statuses.FromProtocol), query.InstanceIdPrefix);
        var (values, next) = await engine.Client.PageAsync(
            filter, query.FetchInputsAndOutputs, PageSize(query.MaxInstanceCount), query.ContinuationToken, context.CancellationToken);
        var states = values.Select(state => ToProtocol(state, query.FetchInputsAndOutputs));
        return new QueryInstancesResponse { OrchestrationState = { states }, ContinuationToken = next };
    });

    public override Task<PurgeInstancesResponse> PurgeInstances(PurgeInstancesRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        var ended = request.PurgeInstanceFilter is { } asked ? await engine.Client.PurgeAllAsync(
            InstanceFilter.Matching(
                asked.CreatedTimeFrom?.ToDateTimeOffset(), asked.CreatedTimeTo?.ToDateTimeOffset(),
                asked.RuntimeStatus.Count == 0 ? InstanceClient.Ended : asked.RuntimeStatus.Select(Statuses.FromProtocol), null),
            context.CancellationToken)
            : await engine.Client.PurgeAsync(request.InstanceId, context.CancellationToken) ? 1 : 0;
        return new PurgeInstancesResponse { DeletedInstanceCount = ended, IsComplete = true };
    });

    // Table Storage gives at most a thousand rows at a time.
    private static int PageSize(int asked) => asked is > 0 and < 1000 ? asked : 1000;

    private static GetInstanceResponse Found(InstanceState state, bool texts) => new() { Exists = true, OrchestrationState = ToProtocol(state, texts) };

    // What failed has its failure as its output, and no details: so the host of Durable Functions answers.
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
        Output = texts ? state.Failure is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : state.Output : null,
        CustomStatus = texts ? state.CustomStatus : null,
        ExecutionId = state.ExecutionId,
        ParentInstanceId = state.Parent?.Id,
        Tags = { state.Tags?.ToDictionary() ?? [] },
    };
}
