using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

/// <summary>
/// Microsoft's Azure Storage backend with Microsoft's worker: what runs an app's orchestrations in Azure. What the Durable Functions host
/// adds between the two (settings, refused calls, unknown functions) is done here as its extension 3.18 does it.
/// </summary>
public class AzureStorageEngine(AzuriteFixture azurite) : ConformanceEngine
{
    private AzureStorageOrchestrationService _service = null!;
    private TaskHubWorker _worker = null!;

    public override TimeSpan ShortWait => TimeSpan.FromSeconds(1.5);

    public override TimeSpan LongestTimer => TimeSpan.FromDays(3);

    public override DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public override Task PassAsync(TimeSpan time) => Task.CompletedTask;

    protected override async Task<SidecarServer> StartEngineAsync()
    {
        _service = new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(azurite.TakeAccount()),
            TaskHubName = "conformance",
            PartitionCount = 1,
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(50),
            ThrowExceptionOnInvalidDedupeStatus = true,
            ControlQueueBufferThreshold = 256,
            UseAppLease = false,
        });
        await _service.CreateAsync();
        var shims = new DurableTaskShimFactory(new DurableTaskWorkerOptions { MaximumTimerInterval = LongestTimer });
        _worker = new TaskHubWorker(_service, new NoOrchestrations(), new ActivityShims(Tasks, shims))
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _worker.AddOrchestrationDispatcherMiddleware(new OrchestratorTurns(Tasks, shims).RunAsync);
        _worker.AddActivityDispatcherMiddleware(new UnknownActivities(Tasks).FailAsync);
        await _worker.StartAsync();
        return await SidecarServer.StartAsync(new AzureStorageSidecar(_service, DefaultVersion));
    }

    protected override async Task StopEngineAsync()
    {
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
    }
}

/// <summary>The same, but long timers are cut in pieces of a second instead of three days.</summary>
public sealed class AzureStorageEngineWithShortTimers(AzuriteFixture azurite) : AzureStorageEngine(azurite)
{
    public override TimeSpan LongestTimer => TimeSpan.FromSeconds(1);
}
