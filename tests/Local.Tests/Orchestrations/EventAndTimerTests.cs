using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Waiting for events and for time.</summary>
public sealed class EventAndTimerTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_RaisedBeforeAwaitedAndInAnotherOrder_AreAllReceived()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Waits", async context =>
            {
                var first = await context.WaitForExternalEvent<string>("first");
                var second = await context.WaitForExternalEvent<string>("SECOND");
                return first + second + await context.WaitForExternalEvent<string>("second");
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.RaiseAsync(id, "second", "b");
        await host.RaiseAsync(id, "second", "c");
        await host.RaiseAsync(id, "First", "a");

        Assert.Equal("abc", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_TwoWaiters_TheLastToAskIsServedFirst()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Waits", async context =>
            {
                var older = context.WaitForExternalEvent<string>("e");
                var newer = context.WaitForExternalEvent<string>("e");
                return $"{await newer}, {await older}";
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.RaiseAsync(id, "e", "1");
        await host.RaiseAsync(id, "e", "2");

        Assert.Equal("1, 2", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitWithTimeout_EventComes_TheTimerFiresAndIsIgnored()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Waits", async context =>
            {
                var answer = await context.WaitForExternalEvent<string>("answer", TimeSpan.FromDays(100));
                await context.WaitForExternalEvent<string>("end");
                return answer;
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.SettleAsync();

        // Long waits come in pieces of three days.
        Assert.Equal(OrchestrationHost.Beginning.AddDays(3), host.Clock.NextDue);
        await host.RaiseAsync(id, "answer", "ja");
        await host.PassAsync(TimeSpan.FromDays(200));
        Assert.Null(host.Clock.NextDue);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.ReadAsync(id)).RuntimeStatus);
        await host.RaiseAsync(id, "end");

        Assert.Equal("ja", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitWithTimeout_TimeIsOut_TheNextEventGoesToTheNextWaiter()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Waits", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromDays(14));
                }
                catch (OperationCanceledException)
                {
                    return "sent: " + await context.WaitForExternalEvent<string>("answer");
                }
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.PassAsync(TimeSpan.FromDays(15));
        await host.RaiseAsync(id, "answer", "ja");

        Assert.Equal("sent: ja", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timer_LongerThanAnyTimerCanBe_FiresAtItsTime()
    {
        var due = new DateTime(2027, 3, 24, 9, 0, 0, DateTimeKind.Utc);
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Sleeps", async context =>
            {
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime;
            }).StartAsync();

        var id = await host.StartNewAsync("Sleeps");
        await host.PassAsync(TimeSpan.FromDays(365));
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.ReadAsync(id)).RuntimeStatus);
        Assert.Equal(0, host.Meter.UnderWay);
        await host.PassAsync(TimeSpan.FromDays(3 * 365));

        Assert.Equal(due, (await host.ReadAsync(id)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task CustomStatusNewGuidAndTime_InEveryTurn_AreTheSameAgain()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Same", s => s)
            .Orchestrator("Ids", async context =>
            {
                var (one, two) = (context.NewGuid(), context.NewGuid());
                Assert.NotEqual(one, two);
                var before = await context.CallActivityAsync<string>("Same", $"{one} {two}");
                context.SetCustomStatus(new { Step = "efter" });
                await context.WaitForExternalEvent<string>("go");
                return before == $"{one} {two}";
            }).StartAsync();

        var id = await host.StartNewAsync("Ids");
        Assert.Equal("""{"Step":"efter"}""", (await host.ReadAsync(id)).SerializedCustomStatus);
        await host.RaiseAsync(id, "go");

        Assert.True((await host.ReadAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Raise_NoSuchInstanceOrOneThatEnded_IsToldToTheCaller()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Ends", _ => Task.FromResult<object?>(null)).StartAsync();
        await host.RunAsync("Ends", id: "ended");

        var nobody = await Assert.ThrowsAsync<RpcException>(() => host.RaiseAsync("nobody", "e"));
        var ended = await Assert.ThrowsAsync<RpcException>(() => host.RaiseAsync("ended", "e"));
        Assert.Equal((StatusCode.NotFound, StatusCode.FailedPrecondition), (nobody.StatusCode, ended.StatusCode));
    }

    [Fact]
    public async Task Events_MoreThanOneBatchHoldsBeforeTheStart_AreAllTakenInInOrder()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Collecting(new OrchestrationHost(account)).StartAsync())
        {
            await StartLaterAsync(first);
            for (var i = 0; i < 150; i++)
            {
                await first.RaiseAsync("later", "n", i);
            }

            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await first.ReadAsync("later")).RuntimeStatus);
        }

        await using var second = await Collecting(new OrchestrationHost(account)).StartAsync();
        for (var i = 150; i < 200; i++)
        {
            await second.RaiseAsync("later", "n", i);
        }

        await second.PassAsync(TimeSpan.FromDays(32));

        Assert.Equal(Enumerable.Range(0, 200), (await second.ReadAsync("later")).ReadOutputAs<int[]>()!);
        Assert.Empty(await second.StoredMessagesAsync());
    }

    [Fact]
    public async Task Terminated_BeforeTheStart_EndsWithItsEarlierEvents()
    {
        await using var host = await Collecting(new OrchestrationHost(azurite)).StartAsync();
        await StartLaterAsync(host);
        for (var i = 0; i < 150; i++)
        {
            await host.RaiseAsync("later", "n", i);
        }

        await host.Client.TerminateInstanceAsync("later", "slut", Cancellation);

        var later = await host.ReadAsync("later");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "slut"), (later.RuntimeStatus, later.ReadOutputAs<string>()));
        Assert.Empty(await host.StoredMessagesAsync());
        Assert.Null(host.Clock.NextDue);
    }

    private static OrchestrationHost Collecting(OrchestrationHost host) => host.Orchestrator("Collects", async context =>
    {
        List<int> all = [];
        while (all.Count < 200)
        {
            all.Add(await context.WaitForExternalEvent<int>("n"));
        }

        return all;
    });

    private static Task<string> StartLaterAsync(OrchestrationHost host) => host.Client.ScheduleNewOrchestrationInstanceAsync(
        "Collects", null, new StartOrchestrationOptions("later", OrchestrationHost.Beginning.AddMonths(1)), Cancellation);
}
