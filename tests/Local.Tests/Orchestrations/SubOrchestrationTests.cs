using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Orchestrations that call others, send to others or begin anew mix up nothing with earlier instances of the same id.</summary>
public sealed class SubOrchestrationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_orchestration_that_begins_anew_many_times_leaves_only_its_last_history()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Same", s => s)
            .Orchestrator<int>("Loops", async (context, round) =>
            {
                await context.CallActivityAsync("Same", "x");
                if (round < 20)
                {
                    context.ContinueAsNew(round + 1);
                }

                return round;
            }).StartAsync();

        var id = await host.StartNewAsync("Loops", 0);
        var loops = await host.ReadAsync(id);

        Assert.Equal(20, loops.ReadOutputAs<int>());
        Assert.Equal(21, host.Calls.Count);
        Assert.True((await host.Engine.ReadHistoryAsync(id, Cancellation)).Count < 10);
    }

    [Fact]
    public async Task A_child_with_the_id_of_an_instance_that_is_under_way_fails_the_call()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(
                "Waits", options: new SubOrchestrationOptions(instanceId: "taken")))
            .StartAsync();

        await host.StartNewAsync("Waits", id: "taken");
        var parent = await host.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, parent.RuntimeStatus);
        Assert.Contains("taken", parent.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "'/'")]
    [InlineData("@a", "@")]
    public async Task A_child_whose_id_cannot_be_a_key_fails_the_call_and_nothing_else(string id, string named)
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Child", _ => Task.FromResult<object?>("barn"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: id));
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage;
                }
            }).StartAsync();

        var parent = await host.RunAsync("Parent");

        Assert.Contains(named, parent.ReadOutputAs<string>(), StringComparison.Ordinal);
        Assert.Equal("barn", (await host.RunAsync("Child")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Many_unprocessed_events_are_kept_in_order_when_an_orchestration_begins_anew()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator<bool>("Collects", async (context, again) =>
            {
                if (!again)
                {
                    await context.WaitForExternalEvent<string>("next");
                    context.ContinueAsNew(true);
                    return null;
                }

                List<int> all = [];
                while (all.Count < 120)
                {
                    all.Add(await context.WaitForExternalEvent<int>("n"));
                }

                return all;
            }).StartAsync();

        var id = await host.StartNewAsync("Collects", false);
        for (var i = 0; i < 120; i++)
        {
            await host.RaiseAsync(id, "n", i);
        }

        await host.RaiseAsync(id, "next");

        Assert.Equal(Enumerable.Range(0, 120), (await host.ReadAsync(id)).ReadOutputAs<int[]>()!);
        Assert.Empty(await host.StoredMessagesAsync());
    }

    [Fact]
    public async Task An_event_sent_by_an_instance_that_was_purged_and_started_again_arrives_both_times()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Receives", async context =>
                await context.WaitForExternalEvent<string>("e") + await context.WaitForExternalEvent<string>("e"))
            .Orchestrator<string>("Sends", (context, text) =>
            {
                context.SendEvent("receiver", "e", text!);
                return Task.FromResult<object?>(null);
            }).StartAsync();
        var later = new StartOrchestrationOptions("receiver", OrchestrationHost.Beginning.AddDays(1));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Receives", null, later, Cancellation);

        await host.RunAsync("Sends", "a", "sender");
        await host.Client.PurgeInstanceAsync("sender", Cancellation);
        await host.RunAsync("Sends", "b", "sender");
        await host.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal("ab", (await host.ReadAsync("receiver")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_child_of_a_parent_that_was_purged_and_started_again_answers_nobody()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("e"))
            .Orchestrator<string>("Parent", async (context, child) =>
                await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: child!)))
            .StartAsync();
        await host.RunAsync("Parent", "first", "parent");
        await host.Client.TerminateInstanceAsync("parent", Cancellation);
        await host.SettleAsync();
        await host.Client.PurgeInstanceAsync("parent", Cancellation);
        await host.RunAsync("Parent", "second", "parent");

        await host.RaiseAsync("first", "e", "fel svar");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.ReadAsync("parent")).RuntimeStatus);
        await host.RaiseAsync("second", "e", "rätt svar");

        Assert.Equal("rätt svar", (await host.ReadAsync("parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_custom_status_lasts_until_the_next_execution_sets_it_or_goes_on()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator<int>("Loops", async (context, round) =>
            {
                if (round == 0)
                {
                    context.SetCustomStatus("första");
                    await context.WaitForExternalEvent<string>("next");
                    context.ContinueAsNew(1);
                    return null;
                }

                await context.WaitForExternalEvent<string>("next");
                context.SetCustomStatus("andra");
                await context.WaitForExternalEvent<string>("next");
                context.SetCustomStatus(null);
                return await context.WaitForExternalEvent<string>("next");
            }).StartAsync();

        var id = await host.StartNewAsync("Loops", 0);
        List<string?> statuses = [];
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await host.ReadAsync(id)).ReadCustomStatusAs<string>());
            await host.RaiseAsync(id, "next");
        }

        Assert.Equal(["första", "första", "andra", null], statuses);
    }
}
