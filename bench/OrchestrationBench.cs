using System.Diagnostics;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arshjulet.Bench;

/// <summary>What orchestrations cost on the local host.</summary>
internal sealed class OrchestrationBench : IAsyncDisposable
{
    private readonly OrchestrationEngine _engine;
    private readonly WorkMeter _meter = new();
    private long _activityBegan;

    private OrchestrationBench(string connection)
    {
        var registry = new OrchestrationRegistry();
        registry.AddActivity("Work", (_, _) =>
        {
            _activityBegan = Stopwatch.GetTimestamp();
            return Task.FromResult<object?>(1);
        });
        registry.AddOrchestrator("ActivityEventActivity", async context =>
        {
            await context.CallActivityAsync<int>("Work");
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<int>("Work");
        });
        registry.AddOrchestrator("FanOut", async context =>
            (await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>("Work", i)).ToArray())).Sum());
        registry.AddOrchestrator("Chain", async context =>
        {
            for (var i = 0; i < context.GetInput<int>(); i++)
            {
                await context.CallActivityAsync<int>("Work", i);
            }

            return null;
        });
        _engine = new OrchestrationEngine(
            new TableServiceClient(connection), new BlobServiceClient(connection), registry, new OrchestrationOptions { TaskHub = "bench", MaxConcurrentActivities = 10, MaxConcurrentOrchestrators = 10 }, TimeProvider.System, _meter, NullLoggerFactory.Instance);
    }

    public static async Task<OrchestrationBench> StartAsync(string connection)
    {
        var bench = new OrchestrationBench(connection);
        await bench._engine.StartAsync(CancellationToken.None);
        await bench.RunAsync("Chain", 5, "warm-up");
        return bench;
    }

    /// <summary>Milliseconds an orchestration, of <paramref name="count"/> at the same time.</summary>
    public async Task<double> ConcurrentAsync(int count, string run)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var id = await _engine.Client.ScheduleNewOrchestrationInstanceAsync("ActivityEventActivity", null, new StartOrchestrationOptions($"event-{run}-{i}"));
            await _engine.Client.RaiseEventAsync(id, "go", "now");
            await CompletedAsync(id);
        }));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / count;
    }

    /// <summary>Milliseconds an activity, of one fan-out.</summary>
    public async Task<double> FanOutAsync(int activities, string run) => await RunAsync("FanOut", activities, $"fan-{run}") / activities;

    /// <summary>Milliseconds a step, of one chain.</summary>
    public async Task<double> ChainAsync(int steps, string run) => await RunAsync("Chain", steps, $"chain-{run}") / steps;

    /// <summary>Milliseconds from the call that starts an orchestration to the first line of its activity, when nothing else goes on.</summary>
    public async Task<double[]> StartsAsync(int times, string run)
    {
        var measured = new double[times];
        for (var i = 0; i < times; i++)
        {
            await _meter.WhenIdleAsync();
            var start = Stopwatch.GetTimestamp();
            await RunAsync("Chain", 1, $"start-{run}-{i}");
            measured[i] = Stopwatch.GetElapsedTime(start, _activityBegan).TotalMilliseconds;
        }

        Array.Sort(measured);
        return measured;
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<double> RunAsync(string orchestrator, int input, string id)
    {
        var start = Stopwatch.GetTimestamp();
        await _engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        await CompletedAsync(id);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task CompletedAsync(string id)
    {
        var done = await _engine.Client.WaitForInstanceCompletionAsync(id, CancellationToken.None);
        if (done.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{id} ended as {done.RuntimeStatus}: {done.FailureDetails?.ErrorMessage}");
        }
    }
}
