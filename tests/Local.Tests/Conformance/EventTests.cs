using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>Every event reaches the wait it is for, in order, alone and in a race with a timer.</summary>
public abstract class EventTests(ConformanceEngine engine)
{
    [Fact]
    public async Task An_event_raised_before_the_wait_is_received()
    {
        var waits = engine.Orchestrator("Waits", async context =>
        {
            await context.WaitForExternalEvent<string>("first");
            return await context.WaitForExternalEvent<string>("second");
        });

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "second", "ja");
        await engine.RaiseAsync(id, "first");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Two_events_raised_before_the_waits_are_received_in_order()
    {
        var waits = engine.Orchestrator("Waits", async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.WaitForExternalEvent<string>("e") + await context.WaitForExternalEvent<string>("e");
        });

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e", "1");
        await engine.RaiseAsync(id, "e", "2");
        await engine.RaiseAsync(id, "go");

        Assert.Equal("12", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_second_of_two_events_for_one_wait_is_kept_for_the_next_wait()
    {
        var same = engine.Activity("Same", (string text) => text);
        var waits = engine.Orchestrator("Waits", async context =>
        {
            var first = await context.CallActivityAsync<string>(same, await context.WaitForExternalEvent<string>("e"));
            return first + await context.WaitForExternalEvent<string>("e");
        });

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e", "1");
        await engine.RaiseAsync(id, "e", "2");

        Assert.Equal("12", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_two_waits_for_one_name_the_latest_is_served_first()
    {
        var waits = engine.Orchestrator("Waits", async context =>
        {
            var older = context.WaitForExternalEvent<string>("e");
            var newer = context.WaitForExternalEvent<string>("e");
            return $"{await newer}, {await older}";
        });

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e", "1");
        await engine.RaiseAsync(id, "e", "2");

        Assert.Equal("1, 2", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_whose_name_is_in_another_case_is_received()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("Decided"));

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "DECIDED", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_without_payload_is_received_as_null()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string?>("e") is null);

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e");

        Assert.True((await engine.CompletionAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task When_the_event_comes_first_then_the_timer_is_cancelled_and_the_instance_ends()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e", TimeSpan.FromDays(1)));

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_the_timer_comes_first_then_the_wait_is_cancelled_and_the_event_goes_to_the_next_wait()
    {
        var waits = engine.Orchestrator<TimeSpan, string>("Waits", async (context, timeout) =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("e", timeout);
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("late");
                return "late: " + await context.WaitForExternalEvent<string>("e");
            }
        });

        var id = await engine.StartAsync(waits, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);
        await engine.UntilStepAsync(id, "late");
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Equal("late: ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_thousand_events_are_all_received()
    {
        var sums = engine.Orchestrator("Sums", async context =>
        {
            var sum = 0;
            for (var i = 0; i < 1000; i++)
            {
                sum += await context.WaitForExternalEvent<int>("e");
            }

            return sum;
        });

        var id = await engine.StartAsync(sums);
        var workers = new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, 1000), workers, async (number, _) => await engine.RaiseAsync(id, "e", number));

        Assert.Equal(500_500, (await engine.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_event_to_an_instance_that_has_ended_is_refused()
    {
        var ends = engine.Orchestrator("Ends", _ => Task.FromResult("slut"));
        var ended = await engine.RunAsync(ends);

        var refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(ended.InstanceId, "e"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task An_event_is_refused_where_there_is_no_such_instance()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(ConformanceEngine.NewId("nobody"), "e"));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Events_sent_to_another_instance_arrive_in_order()
    {
        var receives = engine.Orchestrator("Receives", async context =>
            await context.WaitForExternalEvent<string>("e") + await context.WaitForExternalEvent<string>("e"));
        var sends = engine.Orchestrator<string, bool>("Sends", (context, receiver) =>
        {
            context.SendEvent(receiver, "e", "a");
            context.SendEvent(receiver, "e", "b");
            return Task.FromResult(true);
        });

        var receiver = await engine.StartAsync(receives);
        await engine.RunAsync(sends, receiver);

        Assert.Equal("ab", (await engine.CompletionAsync(receiver)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_sent_to_nobody_is_lost_and_the_sender_goes_on()
    {
        var sends = engine.Orchestrator<string, bool>("Sends", (context, receiver) =>
        {
            context.SendEvent(receiver, "e", "a");
            return Task.FromResult(true);
        });

        var sender = await engine.RunAsync(sends, ConformanceEngine.NewId("nobody"));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, sender.RuntimeStatus);
    }
}
