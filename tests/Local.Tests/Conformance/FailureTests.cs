using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>A failure reaches the orchestrator that called, its own callers and the client as on Microsoft's backend.</summary>
public abstract class FailureTests(ConformanceEngine engine)
{
    [Fact]
    public async Task When_an_activity_fails_then_the_orchestrator_sees_type_message_and_inner_failure()
    {
        var breaks = engine.Activity<string, string>("Breaks", _ => throw new InvalidOperationException("nej", new ArgumentException("därför")));
        var catches = engine.Orchestrator("Catches", async context =>
        {
            try
            {
                return [await context.CallActivityAsync<string>(breaks, "x")];
            }
            catch (TaskFailedException failed)
            {
                return Described(failed);
            }
        });

        string[] expected =
        [
            $"Task '{breaks}' (#0) failed with an unhandled exception: nej",
            "System.InvalidOperationException: nej",
            "System.ArgumentException: därför",
        ];
        Assert.Equal(expected, (await engine.RunAsync(catches)).ReadOutputAs<string[]>());
    }

    [Fact]
    public async Task When_an_activitys_failure_is_not_handled_then_the_client_sees_a_failed_instance_with_the_failure_as_its_output()
    {
        var breaks = engine.Activity<string, string>("Breaks", _ => throw new InvalidOperationException("nej"));
        var fails = engine.Orchestrator("Fails", async context => await context.CallActivityAsync<string>(breaks, "x"));

        var failed = await engine.RunAsync(fails);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal($"Microsoft.DurableTask.TaskFailedException: Task '{breaks}' (#0) failed with an unhandled exception: nej", failed.SerializedOutput);
        Assert.Null(failed.FailureDetails);
    }

    [Fact]
    public async Task When_an_orchestrator_throws_then_the_client_sees_a_failed_instance_with_the_failure_as_its_output()
    {
        var fails = engine.Orchestrator<string>("Fails", _ => throw new InvalidOperationException("nej"));

        var failed = await engine.RunAsync(fails);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException: nej", failed.SerializedOutput);
        Assert.Null(failed.FailureDetails);
    }

    [Fact]
    public async Task When_a_sub_orchestrations_activity_fails_then_the_outermost_caller_sees_each_level()
    {
        var breaks = engine.Activity<string, string>("Breaks", _ => throw new InvalidOperationException("nej", new ArgumentException("därför")));
        var child = engine.Orchestrator("Child", async context => await context.CallActivityAsync<string>(breaks, "x"));
        var middle = engine.Orchestrator("Middle", async context => await context.CallSubOrchestratorAsync<string>(child));
        var outer = engine.Orchestrator("Outer", async context =>
        {
            try
            {
                return [await context.CallSubOrchestratorAsync<string>(middle)];
            }
            catch (TaskFailedException failed)
            {
                return Described(failed);
            }
        });

        var inChild = $"Task '{breaks}' (#0) failed with an unhandled exception: nej";
        var inMiddle = $"Task '{child}' (#0) failed with an unhandled exception: {inChild}";
        string[] expected =
        [
            $"Task '{middle}' (#0) failed with an unhandled exception: {inMiddle}",
            $"Microsoft.DurableTask.TaskFailedException: {inMiddle}",
            $"Microsoft.DurableTask.TaskFailedException: {inChild}",
            "System.InvalidOperationException: nej",
            "System.ArgumentException: därför",
        ];
        Assert.Equal(expected, (await engine.RunAsync(outer)).ReadOutputAs<string[]>());
    }

    [Fact]
    public async Task A_failure_of_one_of_the_apps_types_is_known_by_its_type()
    {
        var breaks = engine.Activity<string, string>("Breaks", _ => throw new NoQuorumException());
        var catches = engine.Orchestrator("Catches", async context =>
        {
            try
            {
                return await context.CallActivityAsync<bool>(breaks, "x");
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.IsCausedBy<NoQuorumException>() && failed.FailureDetails.StackTrace!.Contains(nameof(FailureTests));
            }
        });

        Assert.True((await engine.RunAsync(catches)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task An_unknown_activity_fails_the_call_without_details()
    {
        engine.SkipWhereTheLocalEngineDiffers();
        var catches = engine.Orchestrator("Catches", async context =>
        {
            try
            {
                return [await context.CallActivityAsync<string>("Nowhere", "x")];
            }
            catch (TaskFailedException failed)
            {
                return Described(failed);
            }
        });

        var levels = (await engine.RunAsync(catches)).ReadOutputAs<string[]>()!;

        Assert.StartsWith("Task 'Nowhere' (#0) failed with an unhandled exception", levels[0], StringComparison.Ordinal);
        Assert.Equal(["(unknown): (unknown)"], levels[1..]);
    }

    [Fact]
    public async Task An_unknown_orchestrator_fails_the_instance_when_it_begins()
    {
        var id = await engine.ScheduleAsync("Nowhere");

        var failed = await engine.CompletionAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("'Nowhere' doesn't exist", failed.SerializedOutput, StringComparison.Ordinal);
    }

    // Where nobody catches it, the worker itself trips over the missing details, and the caller fails with a NullReferenceException.
    [Fact]
    public async Task An_unknown_sub_orchestration_fails_the_call_without_message_and_details()
    {
        engine.SkipWhereTheLocalEngineDiffers();
        var catches = engine.Orchestrator("Catches", async context =>
        {
            try
            {
                return [await context.CallSubOrchestratorAsync<string>("Nowhere")];
            }
            catch (TaskFailedException failed)
            {
                return Described(failed);
            }
        });

        var levels = (await engine.RunAsync(catches)).ReadOutputAs<string[]>()!;

        Assert.Equal(["Task 'Nowhere' (#0) failed with an unhandled exception."], levels);
    }

    [Fact]
    public async Task An_orchestrator_that_calls_another_activity_in_its_next_turn_fails_as_non_deterministic()
    {
        var turns = 0;
        var one = engine.Activity("One", (string text) => text);
        var another = engine.Activity("Another", (string text) => text);
        var changes = engine.Orchestrator("Changes", async context => await context.CallActivityAsync<string>(turns++ == 0 ? one : another, "x"));

        var failed = await engine.RunAsync(changes);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.StartsWith("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException: ", failed.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains($"'{one}'", failed.SerializedOutput, StringComparison.Ordinal);
    }

    private static string[] Described(TaskFailedException failed)
    {
        List<string> levels = [failed.Message];
        for (var level = failed.FailureDetails; level is not null; level = level.InnerFailure)
        {
            levels.Add(level.ToString());
        }

        return [.. levels];
    }

    private sealed class NoQuorumException() : Exception("för få");
}
