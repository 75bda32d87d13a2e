using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>A durable timer fires at its time, or not at all if it was cancelled, however long it is.</summary>
public abstract class TimerTests(ConformanceEngine engine)
{
    // Azure's queues hide a message for whole seconds, rounded down: a timer may fire up to a second early there.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_fires_at_its_time()
    {
        var sleeps = engine.Orchestrator<TimeSpan, TimeSpan>("Sleeps", async (context, time) =>
        {
            var began = context.CurrentUtcDateTime;
            await context.CreateTimer(time, CancellationToken.None);
            return context.CurrentUtcDateTime - began;
        });

        var id = await engine.ScheduleAsync(sleeps, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);

        Assert.InRange((await engine.CompletionAsync(id)).ReadOutputAs<TimeSpan>(), engine.ShortWait - Early, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_timer_that_was_due_before_now_fires_at_once()
    {
        var sleeps = engine.Orchestrator("Sleeps", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return "vaken";
        });

        Assert.Equal("vaken", (await engine.RunAsync(sleeps)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_longer_than_the_longest_fires_at_its_time()
    {
        var sleeps = engine.Orchestrator<TimeSpan, TimeSpan>("Sleeps", async (context, time) =>
        {
            var began = context.CurrentUtcDateTime;
            await context.CreateTimer(time, CancellationToken.None);
            return context.CurrentUtcDateTime - began;
        });

        var time = engine.LongestTimer * 2.5;
        var id = await engine.ScheduleAsync(sleeps, time);
        await engine.PassAsync(time);

        Assert.InRange((await engine.CompletionAsync(id)).ReadOutputAs<TimeSpan>(), time - Early, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_timer_longer_than_the_longest_is_cancelled_between_its_pieces()
    {
        var waits = engine.Orchestrator<TimeSpan, string>("Waits", async (context, timeout) => await context.WaitForExternalEvent<string>("e", timeout));

        var id = await engine.StartAsync(waits, engine.LongestTimer * 100);
        await engine.PassAsync(engine.LongestTimer * 1.5);
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_the_orchestrator_goes_on()
    {
        var sleeps = engine.Orchestrator("Sleeps", async context =>
        {
            using var cancelling = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancelling.Token);
            cancelling.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (TaskCanceledException)
            {
                return "cancelled";
            }
        });

        Assert.Equal("cancelled", (await engine.RunAsync(sleeps)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_that_the_orchestrator_leaves_open_keeps_the_instance_running_until_it_fires()
    {
        var leaves = engine.Orchestrator<TimeSpan, string>("Leaves", (context, time) =>
        {
            _ = context.CreateTimer(time, CancellationToken.None);
            return Task.FromResult("klart");
        });

        var id = await engine.ScheduleAsync(leaves, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);
        var ended = await engine.CompletionAsync(id);

        Assert.Equal("klart", ended.ReadOutputAs<string>());
        Assert.InRange(ended.LastUpdatedAt - ended.CreatedAt, engine.ShortWait - Early, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Several_timers_fire_in_the_order_of_their_times()
    {
        var sleeps = engine.Orchestrator<TimeSpan, string>("Sleeps", async (context, time) =>
        {
            var later = context.CreateTimer(time * 2, CancellationToken.None);
            var sooner = context.CreateTimer(time, CancellationToken.None);
            var first = await Task.WhenAny(later, sooner);
            await Task.WhenAll(later, sooner);
            return first == sooner ? "sooner" : "later";
        });

        var id = await engine.ScheduleAsync(sleeps, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait * 2);

        Assert.Equal("sooner", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }
}
