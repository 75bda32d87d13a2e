using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>A client suspends, terminates, purges, starts and finds instances on the local engine as on Microsoft's backend.</summary>
public sealed class ClientTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_suspended_over_a_restart_stays_so_until_it_is_resumed()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Waiting(new OrchestrationHost(account)).StartAsync())
        {
            await first.StartNewAsync("Waits", id: "a");
            await first.Client.SuspendInstanceAsync("a", "paus", Cancellation);
            await first.RaiseAsync("a", "e", "hej");
            await first.SettleAsync();
        }

        await using var second = await Waiting(new OrchestrationHost(account)).StartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await second.ReadAsync("a")).RuntimeStatus);
        await second.Client.ResumeInstanceAsync("a", null, Cancellation);

        Assert.Equal("hej", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminating_an_instance_in_the_turn_in_which_it_begins_anew_ends_it()
    {
        TaskCompletionSource begun = new(), released = new();
        await using var host = await new OrchestrationHost(azurite) { BeforeTurn = Held }
            .Orchestrator<int>("Loops", async (context, round) =>
            {
                await context.WaitForExternalEvent<string>("next");
                context.ContinueAsNew(round + 1);
                return null;
            }).StartAsync();
        await host.StartNewAsync("Loops", 0, "a");
        await begun.Task;
        await host.RaiseAsync("a", "next");
        await host.Client.TerminateInstanceAsync("a", "slut", Cancellation);
        released.SetResult();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.ReadAsync("a")).RuntimeStatus);

        Task Held(string id)
        {
            begun.TrySetResult();
            return released.Task;
        }
    }

    [Fact]
    public async Task The_id_of_a_purged_instance_is_free()
    {
        await using var host = await WaitingHostAsync();
        await host.StartNewAsync("Waits", id: "a");
        await host.Client.TerminateInstanceAsync("a", "slut", Cancellation);
        await host.SettleAsync();

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync("a", Cancellation)).PurgedInstanceCount);

        await host.StartNewAsync("Waits", id: "a");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.ReadAsync("a")).RuntimeStatus);
    }

    [Fact]
    public async Task A_query_by_prefix_status_and_time_pages_through_all()
    {
        await using var host = await WaitingHostAsync();
        for (var i = 0; i < 7; i++)
        {
            await host.StartNewAsync(i % 2 == 0 ? "Waits" : "Ends", id: $"body-{i}");
        }

        await host.StartNewAsync("Waits", id: "year-2024");
        await host.PassAsync(TimeSpan.FromDays(2));
        await host.StartNewAsync("Waits", id: "body-late");
        await host.SettleAsync();

        var query = new OrchestrationQuery(
            CreatedTo: OrchestrationHost.Beginning.AddDays(1), InstanceIdPrefix: "body-", Statuses: [OrchestrationRuntimeStatus.Running], PageSize: 2);
        List<string> ids = [];
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(Cancellation))
        {
            Assert.True(page.Values.Count <= 2);
            ids.AddRange(page.Values.Select(v => v.InstanceId));
        }

        Assert.Equal(["body-0", "body-2", "body-4", "body-6"], ids.Order());
        var purged = await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(OrchestrationHost.Beginning), Cancellation);
        Assert.Equal(3, purged.PurgedInstanceCount);
    }

    [Fact]
    public async Task A_start_under_an_id_that_is_under_way_is_refused()
    {
        await using var host = await WaitingHostAsync();
        await host.StartNewAsync("Waits", "first", "year-2024");

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartNewAsync("Waits", "second", "year-2024"));
        Assert.Contains("year-2024", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_starts_later_than_any_timer_can_be_begins_then_and_has_its_earlier_events()
    {
        await using var host = await WaitingHostAsync();
        var options = new StartOrchestrationOptions("later", OrchestrationHost.Beginning.AddYears(3));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x", options, Cancellation);
        await host.RaiseAsync("later", "e", "tidig");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.ReadAsync("later")).RuntimeStatus);

        await host.PassAsync(TimeSpan.FromDays(365));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.ReadAsync("later")).RuntimeStatus);
        Assert.Equal(0, host.Meter.UnderWay);
        await host.PassAsync(TimeSpan.FromDays(3 * 365));

        Assert.Equal("tidig", (await host.ReadAsync("later")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("@a")]
    public async Task A_start_under_an_id_that_cannot_be_a_key_is_refused_by_name(string id)
    {
        await using var host = await WaitingHostAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => host.StartNewAsync("Ends", id: id));

        Assert.Contains(id, refused.Message, StringComparison.Ordinal);
    }

    private Task<OrchestrationHost> WaitingHostAsync() => Waiting(new OrchestrationHost(azurite)).StartAsync();

    private static OrchestrationHost Waiting(OrchestrationHost host) => host
        .Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e"))
        .Orchestrator<string>("Ends", (_, input) => Task.FromResult<object?>(input));
}
