using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using P = Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Worker.Tests.OnAzureStorage;

/// <summary>
/// Orchestrations on Microsoft's Azure Storage backend: its store, its queues and its dispatchers, as the Durable Functions host runs them. The code
/// runs in the worker, over the protocol. Timers fire when the app's clock is moved past them.
/// </summary>
internal sealed class AzureStorageHub : IAsyncDisposable
{
    private readonly OrchestrationCode _code;
    private readonly LocalClock _clock;
    private readonly WorkMeter _meter;
    private readonly TaskHubWorker _worker;

    public AzureStorageHub(string account, OrchestrationCode code, LocalClock clock, WorkMeter meter)
    {
        (_code, _clock, _meter) = (code, clock, meter);
        (UnderWay, Time) = (new UnderWay(meter, clock), new AppTime(clock));
        Service = new AzureStorageOrchestrationService(new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(account),
            TaskHubName = "arshjulet",
            PartitionCount = 1,
            MaxQueuePollingInterval = TimeSpan.FromMilliseconds(50),
            ThrowExceptionOnInvalidDedupeStatus = true,
            UseAppLease = false,
            LoggerFactory = new DiscardedMessages(UnderWay),
        });
        _worker = new TaskHubWorker(ObservedService.Around(Service, UnderWay, Time), new None<TaskOrchestration>(), new None<TaskActivity>())
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _worker.AddOrchestrationDispatcherMiddleware((context, _) => RunTurnAsync(context));
        _worker.AddActivityDispatcherMiddleware((context, _) => RunActivityAsync(context));
    }

    public AzureStorageOrchestrationService Service { get; }

    public UnderWay UnderWay { get; }

    public AppTime Time { get; }

    public async Task StartAsync()
    {
        await Service.CreateAsync();
        await _worker.StartAsync();
    }

    /// <summary>Moves the app's clock. What was due by then has happened when this completes.</summary>
    public async Task MoveToAsync(DateTimeOffset to)
    {
        await _meter.WhenIdleAsync();
        await _clock.MoveToAsync(to);
        Time.Moved();
        while (UnderWay.TakeDue() is { Count: > 0 } due)
        {
            foreach (var timer in due)
            {
                // The backend holds a timer's message back until the time in it.
                var fired = new TimerFiredEvent(-1, TimeProvider.System.GetUtcNow().UtcDateTime) { TimerId = timer.Fires.TimerId };
                await Service.SendTaskOrchestrationMessageAsync(new TaskMessage { OrchestrationInstance = timer.Instance, Event = fired });
            }

            await _meter.WhenIdleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
    }

    private async Task RunTurnAsync(DispatchMiddlewareContext context)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var request = new P.OrchestratorRequest
        {
            InstanceId = state.OrchestrationInstance!.InstanceId,
            ExecutionId = state.OrchestrationInstance.ExecutionId,
            PastEvents = { state.PastEvents.Select(ProtobufUtils.ToHistoryEventProto).Select(Time.ForWorker) },
            NewEvents = { state.NewEvents.Select(ProtobufUtils.ToHistoryEventProto).Select(Time.ForWorker) },
            EntityParameters = new P.OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.Zero) },
            Properties = { ["defaultVersion"] = Value.ForString(HubSidecar.Version) },
        };
        var response = await _code.RunTurn(state.Name, request, CancellationToken.None);
        context.SetProperty(new OrchestratorExecutionResult
        {
            CustomStatus = response.CustomStatus,
            Actions = [.. response.Actions.Select(Time.ForBackend).Select(ProtobufUtils.ToOrchestratorAction)],
        });
    }

    private async Task RunActivityAsync(DispatchMiddlewareContext context)
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        var instance = context.GetProperty<OrchestrationInstance>();
        var call = new ActivityCall(scheduled.Name!, instance.InstanceId, scheduled.EventId, scheduled.Input);
        var result = await _code.RunActivity(call, CancellationToken.None);
        context.SetProperty(new ActivityExecutionResult
        {
            ResponseEvent = result.Failure is { } failure
                ? new TaskFailedEvent(-1, scheduled.EventId, null, null, DetailsOf(failure))
                : new TaskCompletedEvent(-1, scheduled.EventId, result.Output),
        });
    }

    private static FailureDetails DetailsOf(P.TaskFailureDetails failure) =>
        new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, null, failure.IsNonRetriable);

    /// <summary>Code that the backend itself has: none, all of it runs in the worker.</summary>
    private sealed class None<T> : INameVersionObjectManager<T>
    {
        public void Add(ObjectCreator<T> creator) => throw new NotSupportedException();

        public T? GetObject(string name, string? version) => default;
    }
}
