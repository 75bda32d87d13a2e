using Arshjulet.Local.Orchestrations.Store;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Sidecar;

/// <summary>
/// The durable task sidecar protocol, as Microsoft's own client speaks it: every call is one of the engine's. It responds in the protocol's
/// messages, and a refusal of the engine becomes the status that the client expects.
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
    {
        var id = await engine.Client.RestartAsync(request.InstanceId, request.RestartWithNewInstanceId, context.CancellationToken);
        return new RestartInstanceResponse { InstanceId = id };
    });

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) => CallAsync<RaiseEventResponse>(
        () => engine.Client.RaiseEventAsync(request.InstanceId, request.Name, request.Input, context.CancellationToken));

    public override Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context) => CallAsync<SuspendResponse>(
        () => engine.Client.SuspendAsync(request.InstanceId, request.Reason, context.CancellationToken));

    public override Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context) => CallAsync<ResumeResponse>(
        () => engine.Client.ResumeAsync(request.InstanceId, request.Reason, context.CancellationToken));

    public override Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) => CallAsync<TerminateResponse>(
        () => engine.Client.TerminateAsync(request.InstanceId, request.Output, context.CancellationToken));

    private static Task<T> CallAsync<T>(Func<Task> call)
        where T : new() => CallAsync(async () =>
        {
            await call();
            return new T();
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
