using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Waiting for events and for time.</summary>
public sealed class EventAndTimerTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
