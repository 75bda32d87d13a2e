using Arshjulet.Local.Orchestrations.Store;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Sidecar;

/// <summary>
/// The durable task sidecar protocol, as Microsoft's own client speaks it: thin, every call is one of the engine's.
/// Answers in the protocol's messages; what the engine refuses becomes the status that the client knows.
/// </summary>
internal sealed partial class TaskHubSidecar(OrchestrationEngine engine) : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        var start = new NewInstance(
            request.Name, request.InstanceId, request.Input, request.Version, request.ScheduledStartTimestamp?.ToDateTimeOffset(),
            request.Tags.Count > 0 ? request.Tags.ToDictionary() : null,
            request.OrchestrationIdReusePolicy is { } policy ? [.. policy.ReplaceableStatus.Select(Statuses.FromProtocol)] : null);
        return new CreateInstanceResponse { InstanceId = await engine.Client.StartAsync(start, context.CancellationToken) };
    });

    public override Task<RestartInstanceResponse> RestartInstance(RestartInstanceRequest request, ServerCallContext context) => CallAsync(async () =>
        new RestartInstanceResponse { InstanceId = await engine.Client.RestartAsync(request.InstanceId, request.RestartWithNewInstanceId, context.CancellationToken) });

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        await engine.Client.RaiseEventAsync(request.InstanceId, request.Name, request.Input, context.CancellationToken);
        return new RaiseEventResponse();
    });

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        await engine.Client.SuspendAsync(request.InstanceId, request.Reason, context.CancellationToken);
        return new SuspendResponse();
    });

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        await engine.Client.ResumeAsync(request.InstanceId, request.Reason, context.CancellationToken);
        return new ResumeResponse();
    });

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) => CallAsync(async () =>
    {
        await engine.Client.TerminateAsync(request.InstanceId, request.Output, context.CancellationToken);
        return new TerminateResponse();
    });

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception refused) when (StatusOf(refused) is { } code)
        {
            throw new RpcException(new Status(code, refused.Message));
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"The storage does not answer: {outage.Message}"));
        }
    }

    private static StatusCode? StatusOf(Exception refused) => refused switch
    {
        InstanceExistsException => StatusCode.AlreadyExists,
        InstanceNotFoundException => StatusCode.NotFound,
        ArgumentException => StatusCode.InvalidArgument,
        InvalidOperationException => StatusCode.FailedPrecondition,
        StoreLostException => StatusCode.Unavailable,
        OperationCanceledException => StatusCode.Cancelled,
        _ => null,
    };
}
