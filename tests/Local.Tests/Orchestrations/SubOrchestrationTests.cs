using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Orchestrations that call others, send to others, or start over.</summary>
public sealed class SubOrchestrationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ContinueAsNew_ManyTimes_LeavesOnlyTheLastHistory()
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
    public async Task Child_IdOfAnInstanceUnderWay_FailsTheCall()
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
    public async Task Child_IdThatCannotBeAKey_FailsTheCallAndNothingElse(string id, string named)
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
    public async Task ContinueAsNew_ManyUnprocessedEvents_AreKeptInOrder()
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
    public async Task SendEvent_FromAnInstanceThatWasPurgedAndStartedAgain_ArrivesBothTimes()
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
    public async Task Child_OfAParentThatWasPurgedAndStartedAgain_AnswersNobody()
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
    public async Task CustomStatus_OverContinueAsNew_LastsUntilTheNextExecutionSetsItOrGoesOn()
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
