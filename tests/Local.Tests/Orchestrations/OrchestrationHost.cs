using System.Collections.Concurrent;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>
/// Where the conformance suite touches the host it runs on: registering, starting, the client, and time. All else in the suite is the
/// public API.
/// </summary>
public sealed class OrchestrationHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Beginning = new(2025, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly OrchestrationRegistry _registry = new();
    private readonly string _account;
    private readonly OrchestrationOptions _options;
    private readonly DateTimeOffset _begins;
    private OrchestrationEngine? _engine;
    private LocalClock? _clock;

    public OrchestrationHost(string account, OrchestrationOptions? options = null, DateTimeOffset? begins = null)
    {
        (_account, _options, _begins) = (account, options ?? new(), begins ?? Beginning);
    }

    public OrchestrationHost(AzuriteFixture azurite, bool extendedSessions)
        : this(azurite.TakeAccount(), new() { ExtendedSessions = extendedSessions })
    {
    }

    /// <summary>What activities were called with, in the order they began.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public WorkMeter Meter { get; } = new();

    public DurableTaskClient Client => Engine.Client;

    public OrchestrationEngine Engine => _engine ?? throw new InvalidOperationException("Not started.");

    public LocalClock Clock => _clock!;

    /// <summary>What every request to the storage passes through.</summary>
    internal HttpPipelinePolicy? Connection { get; init; }

    internal ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    public OrchestrationHost Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        _registry.AddOrchestrator(name, run);
        return this;
    }

    public OrchestrationHost Activity(string name, Func<string?, object?> run) => Activity(name, (input, _) => Task.FromResult(run(input)));

    public OrchestrationHost Activity(string name, Func<string?, CancellationToken, Task<object?>> run)
    {
        _registry.AddActivity(name, (call, cancellation) =>
        {
            var input = call.Converter.Deserialize<string>(call.SerializedInput);
            Calls.Enqueue($"{name}({input})");
            return run(input, cancellation);
        });
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

        _clock = new LocalClock(Meter, null, _begins);
        _engine = new OrchestrationEngine(
            new TableServiceClient(_account, tables), new BlobServiceClient(_account, blobs), _registry, _options, _clock, Meter, Logs);
        await _engine.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public async Task<string> StartNewAsync(string name, object? input = null, string? id = null) =>
        await Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, new StartOrchestrationOptions(id), TestContext.Current.CancellationToken);

    /// <summary>Starts, lets everything happen that does not wait for time or events, and reads how it stands.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null)
    {
        id = await StartNewAsync(name, input, id);
        return await ReadAsync(id);
    }

    public async Task RaiseAsync(string id, string name, object? payload = null) =>
        await Client.RaiseEventAsync(id, name, payload, TestContext.Current.CancellationToken);

    /// <summary>How an instance stands when nothing more happens by itself.</summary>
    public async Task<OrchestrationMetadata> ReadAsync(string id)
    {
        await SettleAsync();
        return (await Client.GetInstanceAsync(id, true, TestContext.Current.CancellationToken))!;
    }

    public Task SettleAsync() => Meter.WhenIdleAsync(TestContext.Current.CancellationToken);

    public Task PassAsync(TimeSpan time) => Clock.MoveToAsync(Clock.GetUtcNow() + time, null, TestContext.Current.CancellationToken);

    /// <summary>Gives up everything at once, whatever is under way.</summary>
    public Task KillAsync() => Engine.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        if (_engine is { } engine)
        {
            await engine.DisposeAsync();
        }

        _clock?.Dispose();
    }
}
