using System.Collections.Concurrent;
using System.Text.Json;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Orchestrations.Sidecar;
using Arshjulet.Local.Tests.Conformance;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Google.Protobuf;
using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using TaskFailureDetails = Microsoft.DurableTask.Protobuf.TaskFailureDetails;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>
/// The engine with orchestrators that are plain functions, run by Microsoft's own runner, and Microsoft's client over loopback gRPC: all of the
/// host but the Functions worker.
/// </summary>
public sealed class OrchestrationHost(string account, OrchestrationOptions? options = null) : IAsyncDisposable
{
    public static readonly DateTimeOffset Beginning = new(2025, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Func<string, IServiceProvider, string>> _orchestrators = [];
    private readonly Dictionary<string, Func<string?, CancellationToken, Task<object?>>> _activities = [];
    private OrchestrationEngine? _engine;
    private LocalClock? _clock;
    private ServiceProvider? _services;
    private SidecarServer? _server;
    private GrpcChannel? _channel;
    private DurableTaskClient? _client;

    public OrchestrationHost(AzuriteFixture azurite)
        : this(azurite.TakeAccount())
    {
    }

    /// <summary>What activities were called with, in the order they began.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public WorkMeter Meter { get; } = new();

    public DurableTaskClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public OrchestrationEngine Engine => _engine ?? throw new InvalidOperationException("Not started.");

    public LocalClock Clock => _clock!;

    /// <summary>What every request to the storage passes through.</summary>
    internal HttpPipelinePolicy? Connection { get; init; }

    internal ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Gives up the start.</summary>
    internal CancellationToken Starting { get; init; } = TestContext.Current.CancellationToken;

    /// <summary>Awaited before each turn, with the instance's id.</summary>
    internal Func<string, Task> BeforeTurn { get; init; } = _ => Task.CompletedTask;

    /// <summary>Changes what an orchestrator has asked for.</summary>
    internal Action<OrchestratorResponse> AfterTurn { get; init; } = _ => { };

    public OrchestrationHost Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) =>
        Orchestrator<object>(name, (context, _) => run(context));

    public OrchestrationHost Orchestrator<TInput>(string name, Func<TaskOrchestrationContext, TInput?, Task<object?>> run)
    {
        _orchestrators[name] = (request, services) => GrpcOrchestrationRunner.LoadAndRun(request, run, services);
        return this;
    }

    public OrchestrationHost Activity(string name, Func<string?, object?> run) => Activity(name, (input, _) => Task.FromResult(run(input)));

    public OrchestrationHost Activity(string name, Func<string?, CancellationToken, Task<object?>> run)
    {
        _activities[name] = (input, cancellation) =>
        {
            Calls.Enqueue($"{name}({input})");
            return run(input, cancellation);
        };
        return this;
    }

    public async Task<OrchestrationHost> StartAsync()
    {
        TableClientOptions tables = new();
        BlobClientOptions blobs = new();
        if (Connection is { } connection)
        {
            tables.AddPolicy(connection, HttpPipelinePosition.PerCall);
            blobs.AddPolicy(connection, HttpPipelinePosition.PerCall);
        }

        _services = new ServiceCollection().AddSingleton(Logs).BuildServiceProvider();
        _clock = new LocalClock(Meter, null, Beginning);
        _engine = new OrchestrationEngine(
            new TableServiceClient(account, tables), new BlobServiceClient(account, blobs), new OrchestrationCode(RunTurnAsync, RunActivityAsync),
            options ?? new(), _clock, Meter, Logs);
        await _engine.StartAsync(Starting);
        _server = await SidecarServer.StartAsync(new TaskHubSidecar(_engine));
        _channel = GrpcChannel.ForAddress(_server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        _client = new GrpcDurableTaskClient("test", new GrpcDurableTaskClientOptions { Channel = _channel }, NullLogger.Instance);
        return this;
    }

    public async Task<string> StartNewAsync(string name, object? input = null, string? id = null) =>
        await Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, new StartOrchestrationOptions(id), TestContext.Current.CancellationToken);

    /// <summary>Starts, lets everything happen that does not wait for time or events, and reads the instance.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null)
    {
        id = await StartNewAsync(name, input, id);
        return await ReadAsync(id);
    }

    public async Task RaiseAsync(string id, string name, object? payload = null) =>
        await Client.RaiseEventAsync(id, name, payload, TestContext.Current.CancellationToken);

    /// <summary>The instance when nothing more happens by itself.</summary>
    public async Task<OrchestrationMetadata> ReadAsync(string id)
    {
        await SettleAsync();
        return (await Client.GetInstanceAsync(id, true, TestContext.Current.CancellationToken))!;
    }

    public Task SettleAsync() => Meter.WhenIdleAsync(TestContext.Current.CancellationToken);

    /// <summary>The messages that lie in the store, taken in by no turn, when nothing more happens by itself.</summary>
    internal async Task<IReadOnlyList<string>> StoredMessagesAsync()
    {
        await SettleAsync();
        await Engine.Background.WhenDoneAsync();
        return [.. (await Engine.Store.MessagesAsync(TestContext.Current.CancellationToken)).Select(message => message.Key)];
    }

    public Task PassAsync(TimeSpan time) => Clock.MoveToAsync(Clock.GetUtcNow() + time, null, TestContext.Current.CancellationToken);

    /// <summary>Gives up everything at once, whatever is under way.</summary>
    public Task KillAsync() => Engine.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        if (_client is { } client)
        {
            await client.DisposeAsync();
            _channel!.Dispose();
            await _server!.DisposeAsync();
        }

        if (_engine is { } engine)
        {
            await engine.DisposeAsync();
        }

        _clock?.Dispose();
        _services?.Dispose();
    }

    private async Task<OrchestratorResponse> RunTurnAsync(string name, OrchestratorRequest request, CancellationToken cancellation)
    {
        await BeforeTurn(request.InstanceId);
        var returned = _orchestrators[name](Convert.ToBase64String(request.ToByteArray()), _services!);
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(returned));
        AfterTurn(response);
        return response;
    }

    private async Task<ActivityResult> RunActivityAsync(ActivityCall call, CancellationToken cancellation)
    {
        if (!_activities.TryGetValue(call.Name, out var run))
        {
            var missing = new TaskFailureDetails { ErrorType = "ActivityNotFound", ErrorMessage = $"No activity {call.Name}.", IsNonRetriable = true };
            return new ActivityResult(null, missing);
        }

        try
        {
            // An activity's input comes as a list of one.
            var input = JsonSerializer.Deserialize<string?[]>(call.Input!)!.Single();
            return new ActivityResult(JsonSerializer.Serialize(await run(input, cancellation)));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return new ActivityResult(null, Details(failure));
        }
    }

    private static TaskFailureDetails Details(Exception failure) => new()
    {
        ErrorType = failure.GetType().FullName,
        ErrorMessage = failure.Message,
        StackTrace = failure.StackTrace,
        InnerFailure = failure.InnerException is { } inner ? Details(inner) : null,
    };
}
