using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>What a client can do with instances.</summary>
public sealed class ClientTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspended_WhatHappensMeanwhile_WaitsUntilResumed()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Same", s => s)
            .Orchestrator("Waits", async context =>
            {
                var text = await context.WaitForExternalEvent<string>("e");
                return await context.CallActivityAsync<string>("Same", text);
            }).StartAsync();

        var id = await host.StartNewAsync("Waits");
        await host.Client.SuspendInstanceAsync(id, "paus", Cancellation);
        await host.RaiseAsync(id, "e", "hej");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await host.ReadAsync(id)).RuntimeStatus);
        Assert.Empty(host.Calls);

        await host.Client.ResumeInstanceAsync(id, "vidare", Cancellation);
        Assert.Equal("hej", (await host.ReadAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_OverARestart_StaysSoUntilResumed()
    {
        var account = azurite.TakeAccount();
        await using (var first = await Waiting(new OrchestrationHost(account)).StartAsync())
        {
            await first.StartNewAsync("Waits", id: "a");
            await first.Client.SuspendInstanceAsync("a", "paus", Cancellation);
            await first.Client.SuspendInstanceAsync("a", "paus igen", Cancellation);
            await first.RaiseAsync("a", "e", "hej");
            await first.SettleAsync();
        }

        await using var second = await Waiting(new OrchestrationHost(account)).StartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await second.ReadAsync("a")).RuntimeStatus);
        await second.Client.ResumeInstanceAsync("a", null, Cancellation);

        Assert.Equal("hej", (await second.ReadAsync("a")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspended_AndTerminated_Ends()
    {
        await using var host = await WaitingHostAsync();
        await host.StartNewAsync("Waits", id: "a");
        await host.Client.SuspendInstanceAsync("a", null, Cancellation);

        await host.Client.TerminateInstanceAsync("a", "slut", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.ReadAsync("a")).RuntimeStatus);
        var ended = await Assert.ThrowsAsync<RpcException>(() => host.Client.ResumeInstanceAsync("a", null, Cancellation));
        Assert.Equal(StatusCode.FailedPrecondition, ended.StatusCode);
    }

    [Fact]
    public async Task Terminate_InTheTurnThatContinuesAsNew_EndsTheInstance()
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminate_WithOrWithoutChildren_EndsThem(bool recursive)
    {
        await using var host = await WaitingFamilyAsync();

        await host.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions("slut", recursive), Cancellation);

        var parent = await host.ReadAsync("parent");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, parent.RuntimeStatus);
        Assert.Equal("slut", parent.ReadOutputAs<string>());
        var expected = recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Running;
        Assert.Equal(expected, (await host.ReadAsync("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Purge_EndedFamily_LeavesNothingAndTheIdIsFree()
    {
        await using var host = await WaitingFamilyAsync();
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync("parent", Cancellation)).PurgedInstanceCount);
        await host.Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions(null, true), Cancellation);
        await host.SettleAsync();

        var purged = await host.Client.PurgeInstanceAsync("parent", new PurgeInstanceOptions(true), Cancellation);

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync("child", Cancellation));
        await host.StartNewAsync("Parent", id: "parent");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.ReadAsync("parent")).RuntimeStatus);
    }

    [Fact]
    public async Task Query_ByPrefixStatusAndTime_PagesThroughAll()
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
    public async Task Start_AnIdUnderWay_IsRefusedUnlessItMayBeReplaced()
    {
        await using var host = await WaitingHostAsync();
        await host.StartNewAsync("Waits", "first", "year-2024");

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartNewAsync("Waits", "second", "year-2024"));
        Assert.Contains("year-2024", refused.Message, StringComparison.Ordinal);

        var replacing = new StartOrchestrationOptions("year-2024").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "second", replacing, Cancellation);
        Assert.Equal("second", (await host.ReadAsync("year-2024")).ReadInputAs<string>());
    }

    [Fact]
    public async Task Start_AnIdThatHasEnded_IsReplacedUnlessItStopsTheStart()
    {
        await using var host = await WaitingHostAsync();
        await host.RunAsync("Ends", "first", "year-2024");

        var once = new StartOrchestrationOptions("year-2024").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", "second", once, Cancellation));
        Assert.Equal("third", (await host.RunAsync("Ends", "third", "year-2024")).ReadInputAs<string>());
    }

    [Fact]
    public async Task Restart_EndedInstance_RunsAgainWithItsInput()
    {
        await using var host = await WaitingHostAsync();
        await host.RunAsync("Ends", "in", "year-2024");

        Assert.Equal("year-2024", await host.Client.RestartAsync("year-2024", false, Cancellation));
        var copy = await host.Client.RestartAsync("year-2024", true, Cancellation);

        Assert.Equal("in", (await host.ReadAsync("year-2024")).ReadOutputAs<string>());
        Assert.Equal("in", (await host.ReadAsync(copy)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("nobody", false, Cancellation));
    }

    [Fact]
    public async Task StartAt_InAMonth_BeginsThenAndHasItsEarlierEvents()
    {
        await using var host = await WaitingHostAsync();
        var options = new StartOrchestrationOptions("later", OrchestrationHost.Beginning.AddMonths(1));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", "x", options, Cancellation);
        await host.RaiseAsync("later", "e", "tidig");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.ReadAsync("later")).RuntimeStatus);

        await host.PassAsync(TimeSpan.FromDays(32));

        Assert.Equal("tidig", (await host.ReadAsync("later")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Versions_DefaultAndGiven_AreSeenByTheOrchestratorAndCompared()
    {
        await using var host = new OrchestrationHost(azurite.TakeAccount(), new() { DefaultVersion = "1.10" })
            .Orchestrator("Child", context => Task.FromResult<object?>(context.Version))
            .Orchestrator("Says", async context =>
                $"{context.Version} {context.CompareVersionTo("1.9")} {await context.CallSubOrchestratorAsync<string>("Child")}");
        await host.StartAsync();

        Assert.Equal("1.10 1 1.10", (await host.RunAsync("Says")).ReadOutputAs<string>());
        var old = await host.Client.ScheduleNewOrchestrationInstanceAsync("Says", new StartOrchestrationOptions { Version = "1.2" }, Cancellation);
        Assert.Equal("1.2 -1 1.10", (await host.ReadAsync(old)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Tags_GivenAtStart_AreReadBack()
    {
        await using var host = await WaitingHostAsync();
        var options = new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string> { ["år"] = "2024" } };
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", options, Cancellation);

        Assert.Equal("2024", (await host.ReadAsync("tagged")).Tags["år"]);
    }

    [Fact]
    public async Task WaitForCompletion_WhileItRuns_ReturnsWhenItHasEnded()
    {
        await using var host = await WaitingHostAsync();
        var id = await host.StartNewAsync("Waits");
        Assert.True((await host.Client.WaitForInstanceStartAsync(id, Cancellation)).IsRunning);
        var completion = host.Client.WaitForInstanceCompletionAsync(id, true, Cancellation);

        await host.RaiseAsync(id, "e", "klart");

        Assert.Equal("klart", (await completion).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("nämnd 2024")]
    [InlineData("a'b%41+c&d=e")]
    [InlineData("body-2024-kulturnamnden:1")]
    public async Task Start_AnIdWithUnusualCharacters_WorksAllTheSame(string id)
    {
        await using var host = await WaitingHostAsync();
        await host.StartNewAsync("Waits", id: id);

        await host.RaiseAsync(id, "e", "svar");

        Assert.Equal("svar", (await host.ReadAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("@a")]
    public async Task Start_AnIdThatCannotBeAKey_IsRefusedByName(string id)
    {
        await using var host = await WaitingHostAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => host.StartNewAsync("Ends", id: id));

        Assert.Contains(id, refused.Message, StringComparison.Ordinal);
    }

    private Task<OrchestrationHost> WaitingHostAsync() => Waiting(new OrchestrationHost(azurite)).StartAsync();

    private static OrchestrationHost Waiting(OrchestrationHost host) => host
        .Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("e"))
        .Orchestrator<string>("Ends", (_, input) => Task.FromResult<object?>(input));

    private async Task<OrchestrationHost> WaitingFamilyAsync()
    {
        var host = await new OrchestrationHost(azurite)
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("e"))
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "child")))
            .StartAsync();
        await host.RunAsync("Parent", id: "parent");
        return host;
    }
}
