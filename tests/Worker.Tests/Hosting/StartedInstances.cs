using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>Where the app's durable client calls: notes what is started, and runs nothing.</summary>
internal sealed class StartedInstances : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    private readonly ConcurrentDictionary<string, CreateInstanceRequest> _started = new();

    /// <summary>What was asked to be started under an id; null when nothing was.</summary>
    public CreateInstanceRequest? Find(string id) => _started.GetValueOrDefault(id);

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        _started[request.InstanceId] = request;
        return Task.FromResult(new CreateInstanceResponse { InstanceId = request.InstanceId });
    }

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) => Task.FromResult(new GetInstanceResponse());

    public override Task<QueryInstancesResponse> QueryInstances(QueryInstancesRequest request, ServerCallContext context) =>
        Task.FromResult(new QueryInstancesResponse());
}
