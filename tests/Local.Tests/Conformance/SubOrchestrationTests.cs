using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>A child gives its output or its failure to its parent as on Microsoft's backend.</summary>
public abstract class SubOrchestrationTests(ConformanceEngine engine)
{
    [Fact]
    public async Task A_child_with_an_id_of_its_own_gives_its_output_and_is_found_under_the_id()
    {
        var child = engine.Orchestrator<string, string>("Child", (context, input) => Task.FromResult($"{input} in {context.InstanceId}"));
        var parent = engine.Orchestrator<string, string>("Parent", async (context, id) =>
            await context.CallSubOrchestratorAsync<string>(child, "one", new SubOrchestrationOptions(instanceId: id)));

        var childId = ConformanceEngine.NewId("child");
        var ended = await engine.RunAsync(parent, childId);

        Assert.Equal($"one in {childId}", ended.ReadOutputAs<string>());
        Assert.Equal($"one in {childId}", (await engine.CompletionAsync(childId)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_without_an_id_knows_its_parent()
    {
        var child = engine.Orchestrator("Child", context => Task.FromResult($"{context.Parent!.Name} {context.Parent.InstanceId}"));
        var parent = engine.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(child));

        var ended = await engine.RunAsync(parent);

        Assert.Equal($"{parent} {ended.InstanceId}", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Several_children_run_at_once_and_give_their_outputs_in_the_order_asked()
    {
        var child = engine.Orchestrator<int, int>("Child", (_, number) => Task.FromResult(number * number));
        var parent = engine.Orchestrator("Parent", async context =>
            await Task.WhenAll([.. Enumerable.Range(1, 10).Select(i => context.CallSubOrchestratorAsync<int>(child, i))]));

        Assert.Equal(Enumerable.Range(1, 10).Select(i => i * i), (await engine.RunAsync(parent)).ReadOutputAs<int[]>()!);
    }

    [Fact]
    public async Task When_a_child_fails_then_the_parent_catches_it_and_goes_on()
    {
        var child = engine.Orchestrator<string>("Child", _ => throw new InvalidOperationException("nej"));
        var parent = engine.Orchestrator("Parent", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>(child);
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ToString();
            }
        });

        Assert.Equal("System.InvalidOperationException: nej", (await engine.RunAsync(parent)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_a_child_is_terminated_then_the_call_fails_without_details()
    {
        engine.SkipWhereTheLocalEngineDiffers();
        var child = engine.Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"));
        var parent = engine.Orchestrator<string, string>("Parent", async (context, id) =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>(child, options: new SubOrchestrationOptions(instanceId: id));
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.Message} {failed.FailureDetails}";
            }
        });
        var childId = ConformanceEngine.NewId("child");
        var id = await engine.ScheduleAsync(parent, childId);
        await engine.UntilAsync(childId, OrchestrationRuntimeStatus.Running);

        await engine.Client.TerminateInstanceAsync(childId, "slut", TestContext.Current.CancellationToken);

        Assert.Equal($"Task '{child}' (#0) failed with an unhandled exception. ", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_child_with_the_id_of_an_ended_instance_replaces_it()
    {
        var child = engine.Orchestrator<string, string>("Child", (_, input) => Task.FromResult(input));
        var parent = engine.Orchestrator<string, string>("Parent", async (context, id) =>
            await context.CallSubOrchestratorAsync<string>(child, "second", new SubOrchestrationOptions(instanceId: id)));
        var taken = (await engine.RunAsync(child, "first")).InstanceId;

        Assert.Equal("second", (await engine.RunAsync(parent, taken)).ReadOutputAs<string>());
        Assert.Equal("second", (await engine.CompletionAsync(taken)).ReadOutputAs<string>());
    }
}
