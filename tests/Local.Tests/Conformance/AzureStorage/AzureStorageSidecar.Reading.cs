using DurableTask.Core;
using DurableTask.Core.Query;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

public partial class AzureStorageSidecar
{
    // The host polls every second or two; nothing but the speed of the tests depends on it.
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(25);

    public override async Task<P.GetInstanceResponse> GetInstance(P.GetInstanceRequest request, ServerCallContext context) =>
        await service.GetOrchestrationStateAsync(request.InstanceId, executionId: null) is { } state
            ? Found(state, request.GetInputsAndOutputs)
            : new P.GetInstanceResponse { Exists = false };

    public override Task<P.GetInstanceResponse> WaitForInstanceStart(P.GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, state => state.OrchestrationStatus != OrchestrationStatus.Pending, context.CancellationToken);

    public override Task<P.GetInstanceResponse> WaitForInstanceCompletion(P.GetInstanceRequest request, ServerCallContext context) =>
        WaitAsync(request, state => !NotEnded.Contains(state.OrchestrationStatus), context.CancellationToken);

    public override async Task<P.QueryInstancesResponse> QueryInstances(P.QueryInstancesRequest request, ServerCallContext context)
    {
        var asked = request.Query;
        var query = new OrchestrationQuery
        {
            RuntimeStatus = asked.RuntimeStatus.Count > 0 ? [.. asked.RuntimeStatus.Select(status => (OrchestrationStatus)status)] : null,
            CreatedTimeFrom = asked.CreatedTimeFrom?.ToDateTime(),
            CreatedTimeTo = asked.CreatedTimeTo?.ToDateTime(),
            PageSize = asked.MaxInstanceCount,
            ContinuationToken = asked.ContinuationToken,
            InstanceIdPrefix = asked.InstanceIdPrefix,
            FetchInputsAndOutputs = asked.FetchInputsAndOutputs,
            ExcludeEntities = true,
        };
        var found = await ((IOrchestrationServiceQueryClient)service).GetOrchestrationWithQueryAsync(query, context.CancellationToken);
        return new P.QueryInstancesResponse
        {
            OrchestrationState = { found.OrchestrationState.Select(state => ToProtocol(state, texts: true)) },
            ContinuationToken = found.ContinuationToken,
        };
    }

    public override async Task<P.PurgeInstancesResponse> PurgeInstances(P.PurgeInstancesRequest request, ServerCallContext context)
    {
        var purging = (IOrchestrationServicePurgeClient)service;
        if (request.PurgeInstanceFilter is { } filter)
        {
            var statuses = filter.RuntimeStatus.Count > 0 ? filter.RuntimeStatus.Select(status => (OrchestrationStatus)status) : null;
            return Purged(await purging.PurgeInstanceStateAsync(
                new PurgeInstanceFilter(filter.CreatedTimeFrom?.ToDateTime() ?? DateTime.MinValue, filter.CreatedTimeTo?.ToDateTime(), statuses)));
        }

        if (await service.GetOrchestrationStateAsync(request.InstanceId, executionId: null) is not { } state)
        {
            return Purged(new PurgeResult(0));
        }

        return NotEnded.Contains(state.OrchestrationStatus)
            ? throw Refused(StatusCode.FailedPrecondition, $"Only ended orchestrations can be purged; {request.InstanceId} is {state.OrchestrationStatus}.")
            : Purged(await purging.PurgeInstanceStateAsync(request.InstanceId));
    }

    private static P.PurgeInstancesResponse Purged(PurgeResult result) =>
        new() { DeletedInstanceCount = result.DeletedInstanceCount, IsComplete = result.IsComplete };

    private static P.GetInstanceResponse Found(OrchestrationState state, bool texts) => new() { Exists = true, OrchestrationState = ToProtocol(state, texts) };

    private static P.OrchestrationState ToProtocol(OrchestrationState state, bool texts) => new()
    {
        InstanceId = state.OrchestrationInstance.InstanceId,
        Name = state.Name,
        ParentInstanceId = state.ParentInstance?.OrchestrationInstance.InstanceId,
        OrchestrationStatus = (P.OrchestrationStatus)state.OrchestrationStatus,
        CreatedTimestamp = Timestamp.FromDateTime(state.CreatedTime),
        LastUpdatedTimestamp = Timestamp.FromDateTime(state.LastUpdatedTime),
        Input = texts ? state.Input : null,
        Output = texts ? state.Output : null,
        CustomStatus = texts ? state.Status : null,

        // Of a failure the host hands on the outermost part only.
        FailureDetails = texts && state.FailureDetails is { } failure
            ? new P.TaskFailureDetails { ErrorType = failure.ErrorType, ErrorMessage = failure.ErrorMessage, StackTrace = failure.StackTrace }
            : null,
        Tags = { state.Tags ?? new Dictionary<string, string>() },
    };

    // An instance that does not exist is waited for, too.
    private async Task<P.GetInstanceResponse> WaitAsync(P.GetInstanceRequest request, Func<OrchestrationState, bool> reached, CancellationToken cancellation)
    {
        while (true)
        {
            if (await service.GetOrchestrationStateAsync(request.InstanceId, executionId: null) is { } state && reached(state))
            {
                return Found(state, request.GetInputsAndOutputs);
            }

            await Task.Delay(PollingInterval, TimeProvider.System, cancellation);
        }
    }
}
