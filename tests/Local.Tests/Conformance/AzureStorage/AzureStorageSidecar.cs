using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

/// <summary>
/// The client's calls, on the Azure Storage backend. The rules about which calls are refused, and with what status, are those of the
/// Durable Functions host, whose own service can't be run without it.
/// </summary>
public partial class AzureStorageSidecar(AzureStorageOrchestrationService service, string defaultVersion) : P.TaskHubSidecarService.TaskHubSidecarServiceBase
{
    // The host's default: an instance that has not ended is never replaced, whatever the start's dedupe statuses say.
    private static readonly OrchestrationStatus[] NotEnded =
        [OrchestrationStatus.Running, OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.Pending, OrchestrationStatus.Suspended];

    public override async Task<P.CreateInstanceResponse> StartInstance(P.CreateInstanceRequest request, ServerCallContext context)
    {
        var every = Enum.GetValues<OrchestrationStatus>();
        var replaceable = request.OrchestrationIdReusePolicy?.ReplaceableStatus.Select(status => (OrchestrationStatus)status) ?? every;
        try
        {
            var id = await CreateAsync(
                new ExecutionStartedEvent(-1, request.Input)
                {
                    Name = request.Name,
                    Version = request.Version ?? defaultVersion,
                    OrchestrationInstance = NewInstance(request.InstanceId),
                    ScheduledStartTime = request.ScheduledStartTimestamp?.ToDateTime(),
                    Tags = request.Tags.ToDictionary(),
                },
                [.. every.Except(replaceable).Union(NotEnded)]);
            return new P.CreateInstanceResponse { InstanceId = id };
        }
        catch (OrchestrationAlreadyExistsException)
        {
            throw Refused(StatusCode.AlreadyExists, $"An Orchestration instance with the ID {request.InstanceId} already exists.");
        }
    }

    public override async Task<P.RestartInstanceResponse> RestartInstance(P.RestartInstanceRequest request, ServerCallContext context)
    {
        var source = await FindAsync(request.InstanceId);
        try
        {
            var id = await CreateAsync(
                new ExecutionStartedEvent(-1, source.Input)
                {
                    Name = source.Name,
                    Version = defaultVersion,
                    OrchestrationInstance = NewInstance(request.RestartWithNewInstanceId ? null : request.InstanceId),
                    Tags = source.Tags,
                },
                NotEnded);
            return new P.RestartInstanceResponse { InstanceId = id };
        }
        catch (OrchestrationAlreadyExistsException exists)
        {
            throw Refused(StatusCode.FailedPrecondition, exists.Message);
        }
    }

    public override async Task<P.RaiseEventResponse> RaiseEvent(P.RaiseEventRequest request, ServerCallContext context)
    {
        await RequireAsync(request.InstanceId, NotEnded);
        await SendAsync(request.InstanceId, new EventRaisedEvent(-1, request.Input) { Name = request.Name });
        return new P.RaiseEventResponse();
    }

    public override async Task<P.TerminateResponse> TerminateInstance(P.TerminateRequest request, ServerCallContext context)
    {
        await RequireAsync(request.InstanceId, NotEnded);
        await service.ForceTerminateTaskOrchestrationAsync(request.InstanceId, request.Output);
        return new P.TerminateResponse();
    }

    public override async Task<P.SuspendResponse> SuspendInstance(P.SuspendRequest request, ServerCallContext context)
    {
        await RequireAsync(request.InstanceId, [.. NotEnded.Except([OrchestrationStatus.Suspended])]);
        await SendAsync(request.InstanceId, new ExecutionSuspendedEvent(-1, request.Reason));
        return new P.SuspendResponse();
    }

    public override async Task<P.ResumeResponse> ResumeInstance(P.ResumeRequest request, ServerCallContext context)
    {
        await RequireAsync(request.InstanceId, [OrchestrationStatus.Suspended]);
        await SendAsync(request.InstanceId, new ExecutionResumedEvent(-1, request.Reason));
        return new P.ResumeResponse();
    }

    private static OrchestrationInstance NewInstance(string? id) =>
        new() { InstanceId = string.IsNullOrEmpty(id) ? Guid.NewGuid().ToString("N") : id, ExecutionId = Guid.NewGuid().ToString("N") };

    private static RpcException Refused(StatusCode code, string message) => new(new Status(code, message));

    private async Task<string> CreateAsync(ExecutionStartedEvent started, OrchestrationStatus[] dedupe)
    {
        await service.CreateTaskOrchestrationAsync(new TaskMessage { Event = started, OrchestrationInstance = started.OrchestrationInstance }, dedupe);
        return started.OrchestrationInstance.InstanceId;
    }

    private Task SendAsync(string id, HistoryEvent happened) => service.SendTaskOrchestrationMessageAsync(
        new TaskMessage { Event = happened, OrchestrationInstance = new OrchestrationInstance { InstanceId = id } });

    private async Task<OrchestrationState> FindAsync(string id) =>
        await service.GetOrchestrationStateAsync(id, executionId: null) ?? throw Refused(StatusCode.NotFound, $"No instance with ID '{id}' was found.");

    private async Task RequireAsync(string id, OrchestrationStatus[] allowed)
    {
        var state = await FindAsync(id);
        if (!allowed.Contains(state.OrchestrationStatus))
        {
            throw Refused(StatusCode.FailedPrecondition, $"The orchestration instance {id} is in the {state.OrchestrationStatus} state.");
        }
    }
}
