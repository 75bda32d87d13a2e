using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>
/// An engine that the conformance suite runs on. The tests are written once, against Microsoft's abstractions, and run on every engine:
/// whatever passes on Microsoft's Azure Storage backend and fails on the local engine is a fault of the local engine.
/// </summary>
/// <remarks>
/// A new engine overrides <see cref="StartEngineAsync"/> (run <see cref="Tasks"/>, serve the sidecar), <see cref="StopEngineAsync"/> and the four
/// members about time. One engine serves a whole test class, so a test registers its own orchestrators and uses ids of its own.
/// </remarks>
public abstract class ConformanceEngine : IAsyncLifetime
{
    /// <summary>The version of instances that are started without one, as <c>defaultVersion</c> in host.json sets it.</summary>
    public const string DefaultVersion = "2.1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(25);
    private SidecarServer _server = null!;
    private GrpcChannel _channel = null!;
    private DurableTaskClient _client = null!;

    /// <summary>Microsoft's own client, connected to the engine's sidecar.</summary>
    public DurableTaskClient Client => _client;

    /// <summary>How long a timer in a test is: short where real time has to pass, days where the clock is moved.</summary>
    public abstract TimeSpan ShortWait { get; }

    /// <summary>The longest timer that is not cut in pieces.</summary>
    public abstract TimeSpan LongestTimer { get; }

    /// <summary>The engine's present time.</summary>
    public abstract DateTimeOffset Now { get; }

    protected RegisteredTasks Tasks { get; } = new();

    /// <summary>Leaves out a test of what the local engine does in a way of its own; docs/decisions/one-code-two-hosts.md lists them.</summary>
    public virtual void SkipWhereTheLocalEngineDiffers()
    {
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await StartEngineAsync();
        _channel = GrpcChannel.ForAddress(_server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        var options = new GrpcDurableTaskClientOptions { Channel = _channel, EnableEntitySupport = true };
        _client = new GrpcDurableTaskClient("conformance", options, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _channel.Dispose();
        await _server.DisposeAsync();
        await StopEngineAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets so much of the engine's time pass; returns at once where time passes by itself.</summary>
    public abstract Task PassAsync(TimeSpan time);

    public TaskName Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> run) =>
        Orchestrator<object?, TOutput>(name, (context, _) => run(context));

    public TaskName Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
        Tasks.Add(name, FuncTaskOrchestrator.Create(run));

    public TaskName Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) =>
        Tasks.Add(name, FuncTaskActivity.Create<TInput, TOutput>((_, input) => Task.FromResult(run(input))));

    /// <summary>An id that no other test uses.</summary>
    public static string NewId(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public Task<string> ScheduleAsync(TaskName orchestrator, object? input = null, string? id = null) =>
        ScheduleAsync(orchestrator, input, new StartOrchestrationOptions(id));

    public Task<string> ScheduleAsync(TaskName orchestrator, object? input, StartOrchestrationOptions options) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, Cancellation);

    /// <summary>
    /// Starts an instance and waits until it has begun. On Azure Storage an event that comes before that can be lost, so tests that send one wait.
    /// </summary>
    public async Task<string> StartAsync(TaskName orchestrator, object? input = null, string? id = null)
    {
        id = await ScheduleAsync(orchestrator, input, id);
        await WaitAsync(id, cancellation => Client.WaitForInstanceStartAsync(id, true, cancellation));
        return id;
    }

    public Task RaiseAsync(string id, string eventName, object? payload = null) => Client.RaiseEventAsync(id, eventName, payload, Cancellation);

    /// <summary>Starts an instance and waits until it has ended.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName orchestrator, object? input = null, string? id = null) =>
        await CompletionAsync(await ScheduleAsync(orchestrator, input, id));

    /// <summary>Waits until the instance has ended.</summary>
    public Task<OrchestrationMetadata> CompletionAsync(string id) =>
        WaitAsync(id, cancellation => Client.WaitForInstanceCompletionAsync(id, true, cancellation));

    /// <summary>Waits until the instance has this status.</summary>
    public Task<OrchestrationMetadata> UntilAsync(string id, OrchestrationRuntimeStatus status) =>
        UntilAsync(id, state => state.RuntimeStatus == status);

    /// <summary>Waits until the instance says, by its custom status, that it has come to this step.</summary>
    public Task<OrchestrationMetadata> UntilStepAsync(string id, string customStatus) =>
        UntilAsync(id, state => state.SerializedCustomStatus is not null && state.ReadCustomStatusAs<string>() == customStatus);

    /// <summary>Waits until the instance exists and meets the condition.</summary>
    public Task<OrchestrationMetadata> UntilAsync(string id, Func<OrchestrationMetadata, bool> reached) => WaitAsync(id, async cancellation =>
    {
        while (true)
        {
            if (await Client.GetInstanceAsync(id, true, cancellation) is { } state && reached(state))
            {
                return state;
            }

            // The client can wait for a start and for an end, but for nothing in between.
            await Task.Delay(PollingInterval, TimeProvider.System, cancellation);
        }
    });

    protected abstract Task<SidecarServer> StartEngineAsync();

    protected abstract Task StopEngineAsync();

    private async Task<OrchestrationMetadata> WaitAsync(string id, Func<CancellationToken, Task<OrchestrationMetadata>> wait)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancellation);
        try
        {
            return await wait(either.Token);
        }
        catch (Exception waited) when (patience.IsCancellationRequested)
        {
            var state = await Client.GetInstanceAsync(id, true, Cancellation);
            var status = state?.RuntimeStatus.ToString() ?? "missing";
            throw new TimeoutException($"'{id}' is still {status}, custom status {state?.SerializedCustomStatus}.", waited);
        }
    }
}
