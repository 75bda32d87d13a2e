using Grpc.Core;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>Waiting for events, alone and in a race with a timer.</summary>
public abstract class EventTests(ConformanceEngine engine)
{
    [Fact]
    public async Task Raise_BeforeTheWait_IsReceived()
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
    public async Task Raise_TwiceBeforeTheWaits_BothAreReceivedInOrder()
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
    public async Task Raise_TwiceForOneWait_TheSecondIsKeptForTheNextWait()
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
    public async Task Raise_TwoWaitsForOneName_TheLatestWaitIsServedFirst()
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
    public async Task Raise_NameInAnotherCase_IsReceived()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("Decided"));

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "DECIDED", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raise_WithoutPayload_IsReceivedAsNull()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string?>("e") is null);

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e");

        Assert.True((await engine.CompletionAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Race_TheEventComesFirst_TheTimerIsCancelledAndTheInstanceEnds()
    {
        var waits = engine.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e", TimeSpan.FromDays(1)));

        var id = await engine.StartAsync(waits);
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Race_TheTimerComesFirst_TheWaitIsCancelledAndTheEventGoesToTheNextWait()
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
    public async Task Raise_AThousand_AllAreReceived()
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
    public async Task Raise_TheInstanceHasEnded_IsRefused()
    {
        var ends = engine.Orchestrator("Ends", _ => Task.FromResult("slut"));
        var ended = await engine.RunAsync(ends);

        var refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(ended.InstanceId, "e"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task Raise_NoSuchInstance_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => engine.RaiseAsync(ConformanceEngine.NewId("nobody"), "e"));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_ArrivesInOrder()
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
    public async Task SendEvent_ToNobody_IsLostAndTheSenderGoesOn()
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
