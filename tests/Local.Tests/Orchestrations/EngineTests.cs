using Arshjulet.Local.Orchestrations;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>What is the local engine's own: the store, its owner, and code that does not keep the rules.</summary>
public sealed class EngineTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondProcess_OnAStoreInUse_IsRefusedAndTheFirstGoesOn()
    {
        var account = azurite.TakeAccount();
        await using var first = await Waiting(new OrchestrationHost(account)).StartAsync();
        await using var second = Waiting(new OrchestrationHost(account));

        var refused = await Assert.ThrowsAsync<StoreInUseException>(second.StartAsync);

        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await first.RunAsync("Waits")).RuntimeStatus);
    }

    [Fact]
    public async Task Stopped_AndStartedAgain_GoesOnWhereItWas()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Waiting(new OrchestrationHost(account)).StartAsync())
        {
            await first.RunAsync("Waits", id: "a");
        }

        await using var second = await Waiting(new OrchestrationHost(account)).StartAsync();
        await second.RaiseAsync("a", "e", "svar");

        Assert.Equal("svar", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stopped_WhileAnActivityRuns_CancelsItAndRunsItAgain()
    {
        var account = azurite.TakeAccount();
        var began = new TaskCompletionSource();
        var first = await new OrchestrationHost(account)
            .Activity("Slow", async (_, cancellation) =>
            {
                began.SetResult();
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
                return null;
            })
            .Orchestrator("Calls", async context => await context.CallActivityAsync<string>("Slow")).StartAsync();
        await first.StartNewAsync("Calls", id: "a");
        await began.Task;
        await first.DisposeAsync();
        Assert.Equal(0, first.Meter.UnderWay);

        await using var second = await new OrchestrationHost(account)
            .Activity("Slow", _ => "klar")
            .Orchestrator("Calls", async context => await context.CallActivityAsync<string>("Slow")).StartAsync();

        Assert.Equal("klar", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task AnotherProcessWrites_TheStoreIsLostAndTheEngineStops()
    {
        var account = azurite.TakeAccount();
        await using var host = await Waiting(new OrchestrationHost(account)).StartAsync();
        await host.RunAsync("Waits", id: "a");
        var table = new TableClient(account, "arshjuletInstances");
        var row = (await table.GetEntityAsync<TableEntity>("a", "i-a", cancellationToken: Cancellation)).Value;
        row["Commit"] = "another";
        await table.UpdateEntityAsync(row, row.ETag, cancellationToken: Cancellation);

        await host.RaiseAsync("a", "e");

        var lost = await Assert.ThrowsAsync<StoreLostException>(() => host.Engine.Stopped.WaitAsync(Cancellation));
        Assert.Contains("'a'", lost.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreLostException>(() => host.StartNewAsync("Waits"));
        await host.SettleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CodeChanged_BetweenTwoRuns_FailsAndNamesBoth(bool sessions)
    {
        var account = azurite.TakeAccount();
        var options = new OrchestrationOptions { ExtendedSessions = sessions };
        await using (var first = await Calls(new OrchestrationHost(account, options), "Invite").StartAsync())
        {
            await first.RunAsync("Calls", id: "year-2024");
        }

        await using var second = await Calls(new OrchestrationHost(account, options), "Remind").StartAsync();
        var failed = await second.ReadAsync("year-2024");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("year-2024", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Invite' as task 0", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Remind' as task 0", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task ForeignAwait_WithOrWithoutADurableTaskBeside_FailsWithAClearMessage(bool sessions, bool beside)
    {
        var elsewhere = new TaskCompletionSource();
        await using var host = await new OrchestrationHost(azurite, sessions)
            .Orchestrator("Foreign", async context =>
            {
                var timer = beside ? context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None) : Task.CompletedTask;
                await elsewhere.Task;
                await timer;
                return null;
            }).StartAsync();

        var id = await host.StartNewAsync("Foreign");
        await host.SettleAsync();
        await Task.Run(elsewhere.SetResult, Cancellation);
        var failed = await host.Client.WaitForInstanceCompletionAsync(id, Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("not durable", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(40_000)]
    [InlineData(600_000)]
    public async Task Payloads_OfAnySize_ComeBackWhole(int length)
    {
        var text = string.Concat(Enumerable.Repeat("\"å😀\\", length / 5));
        var account = azurite.TakeAccount();
        await using (var first = await Echo(new OrchestrationHost(account)).StartAsync())
        {
            await first.RunAsync("Echo", text, "echo");
            await first.RaiseAsync("echo", "more", text);
            await first.SettleAsync();
        }

        await using var second = await Echo(new OrchestrationHost(account)).StartAsync();
        await second.RaiseAsync("echo", "end");
        var echo = await second.ReadAsync("echo");

        Assert.Equal(text + text, echo.ReadOutputAs<string>());
        Assert.Equal(text, echo.ReadCustomStatusAs<string>());
        Assert.Equal(text, echo.ReadInputAs<string>());
    }

    [Fact]
    public async Task ManyEvents_AtOnce_AreAllTakenInAndInOrder()
    {
        await using var host = await new OrchestrationHost(azurite, true)
            .Orchestrator("Collects", async context =>
            {
                List<int> all = [];
                while (all.Count < 250)
                {
                    all.Add(await context.WaitForExternalEvent<int>("n"));
                }

                return all;
            }).StartAsync();
        var id = await host.StartNewAsync("Collects");
        await host.Client.SuspendInstanceAsync(id, null, Cancellation);
        for (var i = 0; i < 250; i++)
        {
            await host.RaiseAsync(id, "n", i);
        }

        await host.Client.ResumeInstanceAsync(id, null, Cancellation);

        Assert.Equal(Enumerable.Range(0, 250), (await host.ReadAsync(id)).ReadOutputAs<int[]>()!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StorageAway_ForAWhile_NothingIsLostAndClientsAreTold(bool losesAnswers)
    {
        var store = new UnreliableStore { LosesAnswers = losesAnswers };
        var release = new TaskCompletionSource<object?>();
        await using var host = await new OrchestrationHost(azurite.TakeAccount()) { Connection = store }
            .Activity("Held", (_, _) => release.Task)
            .Activity("Same", s => s)
            .Orchestrator("Calls", async context =>
                await context.CallActivityAsync<string>("Held") + await context.CallActivityAsync<string>("Same", "b")).StartAsync();
        var id = await host.StartNewAsync("Calls");
        while (host.Calls.IsEmpty)
        {
            await Task.Yield();
        }

        store.IsAway = true;
        release.SetResult("a");
        await Assert.ThrowsAsync<RequestFailedException>(() => host.StartNewAsync("Calls"));
        while (store.Refused < 3)
        {
            await Task.Yield();
        }

        store.IsAway = false;

        Assert.Equal("ab", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task History_OfAnInstance_IsReadAsLines()
    {
        await using var host = await Calls(new OrchestrationHost(azurite, true), "Invite").StartAsync();
        await host.RunAsync("Calls", id: "a");

        var history = await host.Engine.ReadHistoryAsync("a", Cancellation);

        Assert.Equal(["TurnStarted", "TaskScheduled", "TurnStarted", "TaskCompleted"], history.Select(h => h.Kind));
        Assert.Equal("Invite", history[1].Name);
        Assert.Equal("\"hej\"", history[1].Detail);
        Assert.All(history, h => Assert.Equal(OrchestrationHost.Beginning, h.Time));
    }

    [Fact]
    public async Task LoggerInOrchestrator_RunAgain_WritesOnce()
    {
        using var logs = new ListedLogs();
        await using var host = await new OrchestrationHost(azurite.TakeAccount(), new() { ExtendedSessions = false }) { Logs = logs }
            .Activity("Same", s => s)
            .Orchestrator("Logs", async context =>
            {
                var log = context.CreateReplaySafeLogger("orchestrator");
                log.LogInformation("först");
                await context.CallActivityAsync<string>("Same");
                await context.CallActivityAsync<string>("Same");
                log.LogInformation("sist");
                return null;
            }).StartAsync();

        await host.RunAsync("Logs");

        Assert.Equal(["först", "sist"], logs.Lines("orchestrator"));
    }

    private static OrchestrationHost Waiting(OrchestrationHost host) =>
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e"));

    private static OrchestrationHost Calls(OrchestrationHost host, string activity) => host
        .Activity(activity, s => s)
        .Orchestrator("Calls", async context =>
        {
            await context.CallActivityAsync<string>(activity, "hej");
            return await context.WaitForExternalEvent<string>("e");
        });

    private static OrchestrationHost Echo(OrchestrationHost host) => host
        .Activity("Same", s => s)
        .Orchestrator("Echo", async context =>
        {
            var text = await context.CallActivityAsync<string>("Same", context.GetInput<string>());
            context.SetCustomStatus(text);
            text += await context.WaitForExternalEvent<string>("more");
            await context.WaitForExternalEvent<string>("end");
            return text;
        });
}
