using System.Diagnostics;

namespace Arshjulet.Bench;

/// <summary>What orchestrations cost on an engine.</summary>
internal sealed class OrchestrationBench(BenchEngine engine, Orchestrators orchestrators) : IAsyncDisposable
{
    public string Engine => engine.Name;

    public static async Task<OrchestrationBench> StartAsync(Func<Orchestrators, Task<BenchEngine>> start)
    {
        var orchestrators = new Orchestrators();
        var bench = new OrchestrationBench(await start(orchestrators), orchestrators);
        await bench.RunAsync("Chain", 5, "warm-up");
        return bench;
    }

    /// <summary>Milliseconds an orchestration, of <paramref name="count"/> at the same time.</summary>
    public async Task<double> ConcurrentAsync(int count, string run)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var id = $"event-{run}-{i}";
            await engine.Start("ActivityEventActivity", id, 0);
            await engine.Raise(id);
            await engine.Completed(id);
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
            await engine.Idle();
            var start = Stopwatch.GetTimestamp();
            await RunAsync("Chain", 1, $"start-{run}-{i}");
            measured[i] = Stopwatch.GetElapsedTime(start, orchestrators.ActivityBegan).TotalMilliseconds;
        }

        Array.Sort(measured);
        return measured;
    }

    public ValueTask DisposeAsync() => engine.Stop();

    private async Task<double> RunAsync(string orchestrator, int input, string id)
    {
        var start = Stopwatch.GetTimestamp();
        await engine.Start(orchestrator, id, input);
        await engine.Completed(id);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
