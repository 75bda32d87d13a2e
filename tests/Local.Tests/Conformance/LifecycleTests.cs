using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>What a client can do with an instance from its start to its removal.</summary>
public abstract class LifecycleTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, _) =>
    {
        context.SetCustomStatus("waits");
        return await context.WaitForExternalEvent<string>("e");
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspend_EventMeanwhile_ArrivesAfterTheResume()
    {
        var id = await WaitingAsync();
        await SuspendAsync(id);
        await engine.RaiseAsync(id, "e", "ja");

        // When another instance has run from start to end, the event has been taken in too.
        await engine.RunAsync(_ends, "x");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);

        await engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation);
        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_TimerDueMeanwhile_FiresAfterTheResume()
    {
        var sleeps = engine.Orchestrator<TimeSpan, string>("Sleeps", async (context, time) =>
        {
            await context.CreateTimer(time, CancellationToken.None);
            return "vaken";
        });
        var id = await engine.StartAsync(sleeps, engine.ShortWait);
        await SuspendAsync(id);
        await engine.PassAsync(engine.ShortWait);

        // A second instance, started later with the same timer, has come to its end.
        var other = await engine.ScheduleAsync(sleeps, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);
        await engine.CompletionAsync(other);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);

        await engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation);
        Assert.Equal("vaken", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspend_SuspendedAlready_IsRefused()
    {
        var id = await WaitingAsync();
        await SuspendAsync(id);

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.SuspendInstanceAsync(id, "paus", Cancellation));
    }

    [Fact]
    public async Task Resume_NotSuspended_IsRefused()
    {
        var id = await WaitingAsync();

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation));
    }

    [Fact]
    public async Task Terminate_Running_EndsItWithTheGivenOutput()
    {
        var id = await WaitingAsync();

        await engine.Client.TerminateInstanceAsync(id, "slut", Cancellation);

        var ended = await engine.CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("slut", ended.ReadOutputAs<string>());
        Assert.Equal("waits", ended.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Terminate_Suspended_EndsIt()
    {
        var id = await WaitingAsync();
        await SuspendAsync(id);

        await engine.Client.TerminateInstanceAsync(id, "slut", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.CompletionAsync(id)).RuntimeStatus);
    }

    // On Azure Storage the host leaves sub-orchestrations alone, whatever the call asks for.
    [Fact]
    public async Task Terminate_Recursive_LeavesTheSubOrchestrationRunning()
    {
        var parent = engine.Orchestrator<string, string>("Parent", async (context, child) =>
            await context.CallSubOrchestratorAsync<string>(_waits, options: new SubOrchestrationOptions(instanceId: child)));
        var childId = ConformanceEngine.NewId("child");
        var id = await engine.ScheduleAsync(parent, childId);
        await engine.UntilStepAsync(childId, "waits");

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("slut", Recursive: true), Cancellation);
        await engine.CompletionAsync(id);

        await engine.RaiseAsync(childId, "e", "ja");
        Assert.Equal("ja", (await engine.CompletionAsync(childId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_Ended_IsRefused()
    {
        var ended = await engine.RunAsync(_ends, "x");

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.TerminateInstanceAsync(ended.InstanceId, "slut", Cancellation));
    }

    [Fact]
    public async Task SuspendResumeTerminate_NoSuchInstance_AreRefused()
    {
        var id = ConformanceEngine.NewId("nobody");

        await RefusedAsync(StatusCode.NotFound, () => engine.Client.SuspendInstanceAsync(id, "paus", Cancellation));
        await RefusedAsync(StatusCode.NotFound, () => engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation));
        await RefusedAsync(StatusCode.NotFound, () => engine.Client.TerminateInstanceAsync(id, "slut", Cancellation));
    }

    [Fact]
    public async Task Purge_Ended_RemovesItAndTheIdCanBeUsedAgain()
    {
        var id = ConformanceEngine.NewId("year");
        await engine.RunAsync(_ends, "first", id);

        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(id, Cancellation));
        Assert.Equal("second", (await engine.RunAsync(_ends, "second", id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_Running_IsRefusedAndNothingIsRemoved()
    {
        var id = await WaitingAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.PurgeInstanceAsync(id, Cancellation));

        await engine.RaiseAsync(id, "e", "ja");
        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_NoSuchInstance_RemovesNone()
    {
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync(ConformanceEngine.NewId("nobody"), Cancellation)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Purge_ByTimeAndStatus_RemovesThoseThatHaveIt()
    {
        // What earlier tests have left behind is older.
        await engine.PassAsync(engine.ShortWait);
        var ended = await engine.RunAsync(_ends, "x");
        var running = await WaitingAsync();

        var filter = new PurgeInstancesFilter(ended.CreatedAt, Statuses: [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(1, (await engine.Client.PurgeAllInstancesAsync(filter, Cancellation)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(ended.InstanceId, Cancellation));
        Assert.NotNull(await engine.Client.GetInstanceAsync(running, Cancellation));
    }

    [Fact]
    public async Task Get_WithAndWithoutTexts_TellsOfTheInstance()
    {
        var id = (await engine.RunAsync(_ends, "text")).InstanceId;

        var with = (await engine.Client.GetInstanceAsync(id, true, Cancellation))!;
        var without = (await engine.Client.GetInstanceAsync(id, false, Cancellation))!;

        Assert.Equal((_ends.Name, "text", "text"), (with.Name, with.ReadInputAs<string>(), with.ReadOutputAs<string>()));
        Assert.Equal((OrchestrationRuntimeStatus.Completed, null, null), (without.RuntimeStatus, without.SerializedInput, without.SerializedOutput));
    }

    [Fact]
    public async Task Get_NoSuchInstance_IsNull()
    {
        Assert.Null(await engine.Client.GetInstanceAsync(ConformanceEngine.NewId("nobody"), Cancellation));
    }

    [Fact]
    public async Task WaitForStart_ItWaitsForAnEvent_ReturnsTheRunningInstance()
    {
        var id = await engine.ScheduleAsync(_waits, "x");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.WaitForInstanceStartAsync(id, Cancellation)).RuntimeStatus);
    }

    [Fact]
    public async Task WaitForCompletion_OfAnInstanceThatIsStartedLater_ReturnsWhenItHasEnded()
    {
        var id = ConformanceEngine.NewId("later");
        var completion = engine.CompletionAsync(id);

        await engine.ScheduleAsync(_ends, "x", id);

        Assert.Equal("x", (await completion).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_Ended_RunsAgainWithItsInputUnderTheSameIdOrANewOne()
    {
        var id = (await engine.RunAsync(_ends, "in")).InstanceId;

        Assert.Equal(id, await engine.Client.RestartAsync(id, restartWithNewInstanceId: false, Cancellation));
        var copy = await engine.Client.RestartAsync(id, restartWithNewInstanceId: true, Cancellation);

        Assert.NotEqual(id, copy);
        Assert.Equal("in", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
        Assert.Equal("in", (await engine.CompletionAsync(copy)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restart_RunningOrMissing_IsRefused()
    {
        var id = await WaitingAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RestartAsync(id, restartWithNewInstanceId: false, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync(ConformanceEngine.NewId("nobody"), false, Cancellation));
    }

    [Fact]
    public async Task Query_ByPrefixAndStatus_PagesThroughAll()
    {
        var prefix = ConformanceEngine.NewId("body");
        for (var i = 0; i < 5; i++)
        {
            await engine.RunAsync(_ends, "x", $"{prefix}-{i}");
        }

        await engine.ScheduleAsync(_waits, "x", $"{prefix}-5");
        await engine.UntilStepAsync($"{prefix}-5", "waits");

        var query = new OrchestrationQuery(InstanceIdPrefix: prefix, Statuses: [OrchestrationRuntimeStatus.Completed], PageSize: 2);
        List<string> ids = [];
        await foreach (var page in engine.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(Cancellation))
        {
            Assert.True(page.Values.Count <= 2);
            ids.AddRange(page.Values.Select(state => state.InstanceId));
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), ids.Order());
    }

    private static async Task RefusedAsync(StatusCode status, Func<Task> call) => Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);

    private async Task<string> WaitingAsync()
    {
        var id = await engine.ScheduleAsync(_waits, "x");
        await engine.UntilStepAsync(id, "waits");
        return id;
    }

    private async Task SuspendAsync(string id)
    {
        await engine.Client.SuspendInstanceAsync(id, "paus", Cancellation);
        await engine.UntilAsync(id, OrchestrationRuntimeStatus.Suspended);
    }
}
