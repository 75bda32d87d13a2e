using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using DurableTask.AzureStorage;
using DurableTask.Core;
using Google.Protobuf;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arshjulet.Bench;

/// <summary>An engine to measure: starts an instance, raises an event, and waits for the end.</summary>
/// <param name="Name">As the rows name it.</param>
/// <param name="Start">Starts an orchestrator by name, under an id, with an input.</param>
/// <param name="Raise">Raises the event "go".</param>
/// <param name="Completed">Completes when the instance has; fails when the instance failed.</param>
/// <param name="Idle">Completes when nothing is running.</param>
/// <param name="Stop">Stops the engine.</param>
internal sealed record BenchEngine(
    string Name, Func<string, string, int, Task> Start, Func<string, Task> Raise, Func<string, Task> Completed, Func<Task> Idle, Func<ValueTask> Stop);

/// <summary>The engines that are compared: the local host's, and Microsoft's on the same storage. Both run the same code, through Microsoft's worker.</summary>
internal static class Engines
{
    /// <summary>The local host's engine; an orchestrator's turn is replayed by the worker's own runner.</summary>
    public static async Task<BenchEngine> LocalAsync(string connection, Orchestrators orchestrators)
    {
        var meter = new WorkMeter();
        var code = new OrchestrationCode(
            (name, request, _) => Task.FromResult(OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(
                GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrators.Find(name))))),
            (_, _) => Task.FromResult(new ActivityResult($"{orchestrators.Work()}")));
        var options = new OrchestrationOptions { TaskHub = "bench", MaxConcurrentActivities = 10, MaxConcurrentOrchestrators = 10 };
        var (tables, blobs) = (new TableServiceClient(connection), new BlobServiceClient(connection));
        var engine = new OrchestrationEngine(tables, blobs, code, options, TimeProvider.System, meter, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        return new BenchEngine(
            "local",
            (name, id, input) => engine.Client.StartAsync(new NewInstance(name, id, $"{input}"), CancellationToken.None),
            id => engine.Client.RaiseEventAsync(id, "go", "\"now\"", CancellationToken.None),
            async id =>
            {
                var state = await engine.Client.WaitForCompletionAsync(id, texts: true, CancellationToken.None);
                if (state.Status != OrchestrationRuntimeStatus.Completed)
                {
                    throw new InvalidOperationException($"{id} ended as {state.Status}: {state.Failure?.ErrorMessage}");
                }
            },
            () => meter.WhenIdleAsync(),
            engine.DisposeAsync);
    }

    /// <summary>Microsoft's Azure Storage backend, as the Durable Functions extension uses it, set to poll as often as it may.</summary>
    public static async Task<BenchEngine> AzureStorageAsync(string connection, Orchestrators orchestrators)
    {
        var service = new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(connection),
            TaskHubName = "benchmark",
            PartitionCount = 1,
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(50),
            UseAppLease = false,
        });
        await service.CreateAsync();
        var shims = new DurableTaskShimFactory(new DurableTaskWorkerOptions(), NullLoggerFactory.Instance);
        var worker = new TaskHubWorker(service) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        foreach (var name in orchestrators.Names)
        {
            Microsoft.DurableTask.ParentOrchestrationInstance? noParent = null;
            worker.AddTaskOrchestrations(new Made<TaskOrchestration>(name, () => shims.CreateOrchestration(name, orchestrators.Find(name), noParent)));
        }

        worker.AddTaskActivities(new Made<TaskActivity>("Work", () => shims.CreateActivity("Work", orchestrators.Activity)));
        await worker.StartAsync();
        var client = new TaskHubClient(service);
        return new BenchEngine(
            "Azure Storage",
            (name, id, input) => client.CreateOrchestrationInstanceAsync(name, "", id, input),
            id => client.RaiseEventAsync(new DurableTask.Core.OrchestrationInstance { InstanceId = id }, "go", "now"),
            async id =>
            {
                var state = await client.WaitForOrchestrationAsync(new DurableTask.Core.OrchestrationInstance { InstanceId = id }, TimeSpan.FromMinutes(5));
                if (state?.OrchestrationStatus != DurableTask.Core.OrchestrationStatus.Completed)
                {
                    throw new InvalidOperationException($"{id} ended as {state?.OrchestrationStatus}: {state?.Output}");
                }
            },
            () => Task.CompletedTask,
            async () =>
            {
                await worker.StopAsync(isForced: true);
                worker.Dispose();
            });
    }

    private sealed class Made<T> : ObjectCreator<T>
    {
        private readonly Func<T> _make;

        public Made(string name, Func<T> make) => (Name, Version, _make) = (name, "", make);

        public override T Create() => _make();
    }
}
