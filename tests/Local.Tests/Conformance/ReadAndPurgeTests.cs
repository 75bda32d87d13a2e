using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>Reading instances, waiting for them, starting them once more, and removing them.</summary>
public abstract class ReadAndPurgeTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, _) =>
    {
        context.SetCustomStatus("waits");
        return await context.WaitForExternalEvent<string>("e");
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        engine.SkipWhereTheLocalEngineDiffers();
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

    private async Task<string> WaitingAsync()
    {
        var id = await engine.ScheduleAsync(_waits, "x");
        await engine.UntilStepAsync(id, "waits");
        return id;
    }
}
