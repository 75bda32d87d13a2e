using Arshjulet.Local.Tests.Conformance.AzureStorage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>The app's durable client on the hub: what it sends counts as under way, and it reads times by the app's clock.</summary>
internal sealed class HubSidecar(AzureStorageHub hub) : AzureStorageSidecar(hub.Service, Version)
{
    /// <summary>As host.json has it.</summary>
    public const string Version = "1.0";

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context) =>
        SendAsync(hub.UnderWay.Sent(request.InstanceId, starts: true), () => base.StartInstance(request, context));

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context) =>
        SendAsync(hub.UnderWay.Sent(request.InstanceId), () => base.RaiseEvent(request, context));

    public override async Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context)
    {
        var found = await base.GetInstance(request, context);
        Translate(found.OrchestrationState);
        return found;
    }

    public override async Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context)
    {
        var found = await base.QueryInstances(request, context);
        foreach (var state in found.OrchestrationState)
        {
            Translate(state);
        }

        return found;
    }

    private async Task<T> SendAsync<T>(SentMessage message, Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (RpcException)
        {
            hub.UnderWay.Forget(message);
            throw;
        }
    }

    private void Translate(OrchestrationState? state)
    {
        if (state is not null)
        {
            state.CreatedTimestamp = hub.Time.AtMachine(state.CreatedTimestamp.ToDateTimeOffset()).ToTimestamp();
            state.LastUpdatedTimestamp = hub.Time.AtMachine(state.LastUpdatedTimestamp.ToDateTimeOffset()).ToTimestamp();
        }
    }
}
