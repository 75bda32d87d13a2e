using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>What a failure looks like to the orchestrator that called, to its own callers, and to the client.</summary>
public abstract class FailureTests(ConformanceEngine engine)
{
    [Fact]
    public async Task Activity_Fails_TheOrchestratorSeesTypeMessageAndInnerFailure()
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
    public async Task Activity_FailsUnhandled_TheClientSeesAFailedInstanceWithTheFailureAsItsOutput()
    {
        var breaks = engine.Activity<string, string>("Breaks", _ => throw new InvalidOperationException("nej"));
        var fails = engine.Orchestrator("Fails", async context => await context.CallActivityAsync<string>(breaks, "x"));

        var failed = await engine.RunAsync(fails);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal($"Microsoft.DurableTask.TaskFailedException: Task '{breaks}' (#0) failed with an unhandled exception: nej", failed.SerializedOutput);
        Assert.Null(failed.FailureDetails);
    }

    [Fact]
    public async Task Orchestrator_Throws_TheClientSeesAFailedInstanceWithTheFailureAsItsOutput()
    {
        var fails = engine.Orchestrator<string>("Fails", _ => throw new InvalidOperationException("nej"));

        var failed = await engine.RunAsync(fails);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException: nej", failed.SerializedOutput);
        Assert.Null(failed.FailureDetails);
    }

    [Fact]
    public async Task SubOrchestration_ItsActivityFails_TheOutermostCallerSeesEachLevel()
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
    public async Task Failure_OfATypeOfTheApp_IsKnownByItsType()
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
    public async Task Activity_Unknown_FailsTheCallWithoutDetails()
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
    public async Task Orchestrator_Unknown_FailsTheInstanceWhenItBegins()
    {
        var id = await engine.ScheduleAsync("Nowhere");

        var failed = await engine.CompletionAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("'Nowhere' doesn't exist", failed.SerializedOutput, StringComparison.Ordinal);
    }

    // Where nobody catches it, the worker itself trips over the missing details, and the caller fails with a NullReferenceException.
    [Fact]
    public async Task SubOrchestration_Unknown_FailsTheCallWithoutMessageAndDetails()
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
    public async Task Orchestrator_CallsAnotherActivityInItsNextTurn_FailsAsNonDeterministic()
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
