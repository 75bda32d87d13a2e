using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>No event is lost, however many come before or after the start, and none is received out of order.</summary>
public sealed class EventAndTimerTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_event_comes_to_a_wait_with_a_timeout_then_the_timer_fires_and_is_ignored()
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
    public async Task More_events_before_the_start_than_one_batch_holds_are_all_received_in_order()
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
    public async Task An_instance_terminated_before_its_start_ends_with_its_earlier_events()
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
