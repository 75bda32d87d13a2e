using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Waiting for events and for time.</summary>
public sealed class EventAndTimerTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_RaisedBeforeAwaitedAndInAnotherOrder_AreAllReceived(bool sessions)
    {
        await using var host = await new OrchestrationHost(azurite, sessions)
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_TwoWaiters_TheLastToAskIsServedFirst(bool sessions)
    {
        await using var host = await new OrchestrationHost(azurite, sessions)
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitWithTimeout_EventComes_TheTimerIsCancelled(bool sessions)
    {
        await using var host = await new OrchestrationHost(azurite, sessions)
            .Orchestrator("Waits", async context =>
            {
                var answer = await context.WaitForExternalEvent<string>("answer", TimeSpan.FromDays(100));
                await context.WaitForExternalEvent<string>("end");
                return answer;
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.SettleAsync();
        Assert.Equal(OrchestrationHost.Beginning.AddDays(40), host.Clock.NextDue);
        await host.RaiseAsync(id, "answer", "ja");
        await host.SettleAsync();
        Assert.Null(host.Clock.NextDue);
        await host.RaiseAsync(id, "end");

        Assert.Equal("ja", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitWithTimeout_TimeIsOut_TheNextEventGoesToTheNextWaiter(bool sessions)
    {
        await using var host = await new OrchestrationHost(azurite, sessions)
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timer_LongerThanAnyTimerCanBe_FiresAtItsTime(bool sessions)
    {
        var due = new DateTime(2027, 3, 24, 9, 0, 0, DateTimeKind.Utc);
        await using var host = await new OrchestrationHost(azurite, sessions)
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CustomStatusNewGuidAndTime_InEveryTurn_AreTheSameAgain(bool sessions)
    {
        await using var host = await new OrchestrationHost(azurite, sessions)
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
        await using var host = await new OrchestrationHost(azurite, true)
            .Orchestrator("Ends", _ => Task.FromResult<object?>(null)).StartAsync();
        await host.RunAsync("Ends", id: "ended");

        await Assert.ThrowsAsync<ArgumentException>(() => host.RaiseAsync("nobody", "e"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.RaiseAsync("ended", "e"));
    }
}
