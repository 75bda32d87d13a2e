using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>Suspending, resuming and terminating do on every engine what they do on Microsoft's backend.</summary>
public abstract class ControlTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, _) =>
    {
        context.SetCustomStatus("waits");
        return await context.WaitForExternalEvent<string>("e");
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_comes_during_a_suspension_arrives_after_the_resume()
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
    public async Task A_timer_that_is_due_during_a_suspension_fires_after_the_resume()
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
    public async Task Suspending_a_suspended_instance_is_refused()
    {
        var id = await WaitingAsync();
        await SuspendAsync(id);

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.SuspendInstanceAsync(id, "paus", Cancellation));
    }

    [Fact]
    public async Task Resuming_an_instance_that_is_not_suspended_is_refused()
    {
        var id = await WaitingAsync();

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation));
    }

    [Fact]
    public async Task Terminating_a_running_instance_ends_it_with_the_given_output()
    {
        var id = await WaitingAsync();

        await engine.Client.TerminateInstanceAsync(id, "slut", Cancellation);

        var ended = await engine.CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("slut", ended.ReadOutputAs<string>());
        Assert.Equal("waits", ended.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Terminating_a_suspended_instance_ends_it()
    {
        var id = await WaitingAsync();
        await SuspendAsync(id);

        await engine.Client.TerminateInstanceAsync(id, "slut", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.CompletionAsync(id)).RuntimeStatus);
    }

    // On Azure Storage the host leaves sub-orchestrations alone, whatever the call asks for.
    [Fact]
    public async Task Terminating_a_parent_recursively_leaves_its_sub_orchestration_running()
    {
        var parent = engine.Orchestrator<string, string>("Parent", async (context, child) =>
            await context.CallSubOrchestratorAsync<string>(_waits, options: new SubOrchestrationOptions(instanceId: child)));
        var childId = ConformanceEngine.NewId("child");
        var id = await engine.ScheduleAsync(parent, childId);
        await engine.UntilStepAsync(childId, "waits");

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("slut", Recursive: true), Cancellation);
        await engine.CompletionAsync(id);
        await engine.PassAsync(engine.ShortWait);

        await engine.RaiseAsync(childId, "e", "ja");
        Assert.Equal("ja", (await engine.CompletionAsync(childId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminating_an_ended_instance_is_refused()
    {
        var ended = await engine.RunAsync(_ends, "x");

        await RefusedAsync(StatusCode.FailedPrecondition, () => engine.Client.TerminateInstanceAsync(ended.InstanceId, "slut", Cancellation));
    }

    [Fact]
    public async Task Suspending_resuming_and_terminating_are_refused_where_there_is_no_such_instance()
    {
        var id = ConformanceEngine.NewId("nobody");

        await RefusedAsync(StatusCode.NotFound, () => engine.Client.SuspendInstanceAsync(id, "paus", Cancellation));
        await RefusedAsync(StatusCode.NotFound, () => engine.Client.ResumeInstanceAsync(id, "vidare", Cancellation));
        await RefusedAsync(StatusCode.NotFound, () => engine.Client.TerminateInstanceAsync(id, "slut", Cancellation));
    }

    private static async Task RefusedAsync(StatusCode status, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, refused.StatusCode);
    }

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
