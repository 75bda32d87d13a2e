using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>
/// What Azure Storage does and nobody would guess. Each is a trap for an app that has only been run on an engine without it, so an engine
/// that stands in for Azure has to have them.
/// </summary>
public abstract class QuirkTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, input) =>
        input + await context.WaitForExternalEvent<string>("e"));

    private readonly string _id = ConformanceEngine.NewId("year");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAt_EventBefore_IsTakenFromTheClientAndLost()
    {
        await ScheduleInAWhileAsync(_waits, "x");
        await engine.RaiseAsync(_id, "e", "tidig");
        await engine.PassAsync(engine.ShortWait * 3);
        await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Running);
        await engine.RaiseAsync(_id, "e", "sen");

        Assert.Equal("xsen", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task StartAt_TerminatedBefore_IsTerminatedAndBeginsAllTheSame()
    {
        await ScheduleInAWhileAsync(_ends, "x");
        await engine.Client.TerminateInstanceAsync(_id, "slut", Cancellation);
        Assert.Equal("slut", (await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Terminated)).ReadOutputAs<string>());

        await engine.PassAsync(engine.ShortWait * 3);

        Assert.Equal("x", (await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Completed)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task StartAt_SuspendedBefore_BeginsAllTheSame()
    {
        await ScheduleInAWhileAsync(_ends, "x");
        await engine.Client.SuspendInstanceAsync(_id, "paus", Cancellation);
        await engine.PassAsync(engine.ShortWait * 3);

        Assert.Equal("x", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_WithTheIdOfAnInstanceThatRuns_TakesItsPlace()
    {
        var parent = engine.Orchestrator<string, string>("Parent", async (context, id) =>
            await context.CallSubOrchestratorAsync<string>(_waits, "child: ", new SubOrchestrationOptions(instanceId: id)));
        await engine.StartAsync(_waits, "first: ", _id);

        var parentId = await engine.ScheduleAsync(parent, _id);
        await engine.UntilAsync(_id, state => state.ReadInputAs<string>() == "child: ");
        await engine.RaiseAsync(_id, "e", "ja");

        Assert.Equal("child: ja", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
        Assert.Equal("child: ja", (await engine.CompletionAsync(parentId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purge_ByTimeWithoutStatus_RemovesAlsoWhatRuns()
    {
        // What earlier tests have left behind is older.
        await engine.PassAsync(engine.ShortWait);
        var ended = await engine.RunAsync(_ends, "x");
        await engine.StartAsync(_waits, "x", _id);

        Assert.Equal(2, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(ended.CreatedAt), Cancellation)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(ended.InstanceId, Cancellation));
        Assert.Null(await engine.Client.GetInstanceAsync(_id, Cancellation));
    }

    private Task<string> ScheduleInAWhileAsync(TaskName orchestrator, string input) =>
        engine.ScheduleAsync(orchestrator, input, new StartOrchestrationOptions(_id, engine.Now + (engine.ShortWait * 3)));
}
