using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>The local engine has the traps of Azure Storage that nobody would guess, so that an app meets them before it is deployed.</summary>
public abstract class QuirkTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, input) =>
        input + await context.WaitForExternalEvent<string>("e"));

    private readonly string _id = ConformanceEngine.NewId("year");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_before_the_time_to_start_is_accepted_from_the_client_and_lost()
    {
        await ScheduleInAWhileAsync(_waits, "x");
        await engine.RaiseAsync(_id, "e", "tidig");
        await engine.PassAsync(engine.ShortWait * 3);
        await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Running);
        await engine.RaiseAsync(_id, "e", "sen");

        Assert.Equal("xsen", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_terminated_before_its_time_to_start_is_terminated_and_begins_all_the_same()
    {
        await ScheduleInAWhileAsync(_ends, "x");
        await engine.Client.TerminateInstanceAsync(_id, "slut", Cancellation);
        Assert.Equal("slut", (await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Terminated)).ReadOutputAs<string>());

        await engine.PassAsync(engine.ShortWait * 3);

        Assert.Equal("x", (await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Completed)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_suspended_before_its_time_to_start_begins_all_the_same()
    {
        await ScheduleInAWhileAsync(_ends, "x");
        await engine.Client.SuspendInstanceAsync(_id, "paus", Cancellation);
        await engine.PassAsync(engine.ShortWait * 3);

        Assert.Equal("x", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_with_the_id_of_a_running_instance_takes_its_place()
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
    public async Task Purging_by_time_without_a_status_removes_running_instances_too()
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
