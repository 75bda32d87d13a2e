using System.Collections.Concurrent;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>An orchestrator sees the same in every turn, and what it sends arrives whole.</summary>
public abstract class ReplayTests(ConformanceEngine engine)
{
    // JSON writes six characters for each: 210 KB.
    private static readonly string Long = new('å', 35_000);

    [Fact]
    public async Task A_new_guid_and_the_time_are_the_same_in_every_turn()
    {
        ConcurrentQueue<(Guid First, Guid Second, DateTime Time)> turns = new();
        var same = engine.Activity("Same", (string text) => text);
        var repeats = engine.Orchestrator("Repeats", async context =>
        {
            turns.Enqueue((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
            await context.CallActivityAsync<string>(same, "x");
            await context.WaitForExternalEvent<string>("e");
            return context.CurrentUtcDateTime;
        });

        var id = await engine.StartAsync(repeats);
        await engine.RaiseAsync(id, "e");
        var ended = await engine.CompletionAsync(id);

        var (first, second, time) = Assert.Single(turns.Distinct());
        Assert.NotEqual(first, second);
        Assert.Equal(DateTimeKind.Utc, time.Kind);
        Assert.True(ended.ReadOutputAs<DateTime>() >= time);
    }

    [Fact]
    public async Task In_the_turn_that_goes_on_it_is_no_longer_replaying_after_the_last_await()
    {
        var same = engine.Activity("Same", (string text) => text);
        var repeats = engine.Orchestrator("Repeats", async context =>
        {
            await context.CallActivityAsync<string>(same, "x");
            var afterFirst = context.IsReplaying;
            await context.CallActivityAsync<string>(same, "y");
            return (bool[])[afterFirst, context.IsReplaying];
        });

        var ended = await engine.RunAsync(repeats);

        Assert.Equal([true, false], ended.ReadOutputAs<bool[]>()!);
    }

    [Fact]
    public async Task Of_two_turns_custom_statuses_the_latest_is_read()
    {
        var waits = engine.Orchestrator("Waits", async context =>
        {
            context.SetCustomStatus("one");
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus("two");
            return await context.WaitForExternalEvent<string>("go");
        });

        var id = await engine.StartAsync(waits);
        await engine.UntilStepAsync(id, "one");
        await engine.RaiseAsync(id, "go");
        await engine.UntilStepAsync(id, "two");
        await engine.RaiseAsync(id, "go");

        Assert.Equal("two", (await engine.CompletionAsync(id)).ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task A_hundred_activities_at_once_give_their_results_in_the_order_asked()
    {
        var square = engine.Activity("Square", (int number) => number * number);
        var fans = engine.Orchestrator("Fans", async context =>
            await Task.WhenAll([.. Enumerable.Range(1, 100).Select(i => context.CallActivityAsync<int>(square, i))]));

        Assert.Equal(Enumerable.Range(1, 100).Select(i => i * i), (await engine.RunAsync(fans)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task Payloads_of_hundreds_of_kilobytes_arrive_whole()
    {
        var same = engine.Activity("Same", (string text) => text);
        var repeats = engine.Orchestrator<string, string>("Repeats", async (context, input) =>
        {
            var fromActivity = await context.CallActivityAsync<string>(same, input);
            var fromEvent = await context.WaitForExternalEvent<string>("e");
            return fromActivity + fromEvent;
        });

        var id = await engine.StartAsync(repeats, Long);
        await engine.RaiseAsync(id, "e", Long);
        var ended = await engine.CompletionAsync(id);

        Assert.True(ended.ReadInputAs<string>() == Long);
        Assert.True(ended.ReadOutputAs<string>() == Long + Long);
    }

    [Fact]
    public async Task Payloads_of_Swedish_and_emoji_arrive_as_they_were()
    {
        const string text = "Åäö ÅÄÖ é “–” 👩🏽‍🚒 \u00a0 \\ \" \n";
        var same = engine.Activity("Same", (string input) => input);
        var repeats = engine.Orchestrator<string, string>("Repeats", async (context, input) =>
        {
            context.SetCustomStatus(input);
            return await context.CallActivityAsync<string>(same, input) + await context.WaitForExternalEvent<string>("räksmörgås");
        });

        var id = await engine.StartAsync(repeats, text);
        await engine.RaiseAsync(id, "räksmörgås", text);
        var ended = await engine.CompletionAsync(id);

        Assert.Equal((text, text + text, text), (ended.ReadInputAs<string>(), ended.ReadOutputAs<string>(), ended.ReadCustomStatusAs<string>()));
    }
}
