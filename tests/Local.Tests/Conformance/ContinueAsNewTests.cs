using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>An orchestration that begins anew takes its events, status and version with it as on Microsoft's backend.</summary>
public abstract class ContinueAsNewTests(ConformanceEngine engine)
{
    [Fact]
    public async Task An_orchestration_that_begins_anew_many_times_ends_with_its_last_input()
    {
        var same = engine.Activity("Same", (int number) => number);
        var loops = engine.Orchestrator<int, int>("Loops", async (context, round) =>
        {
            var number = await context.CallActivityAsync<int>(same, round);
            if (round < 10)
            {
                context.ContinueAsNew(round + 1);
            }

            return number;
        });

        var ended = await engine.RunAsync(loops, 0);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, 10), (ended.RuntimeStatus, ended.ReadOutputAs<int>()));
        Assert.Equal(10, ended.ReadInputAs<int>());
    }

    [Fact]
    public async Task Events_that_have_not_been_received_are_kept_for_the_next_round()
    {
        var id = await TwoRoundsAsync(keep: true);

        Assert.Equal("tidig", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_are_not_to_be_kept_are_dropped()
    {
        var id = await TwoRoundsAsync(keep: false);
        await engine.UntilStepAsync(id, "second round");
        await engine.RaiseAsync(id, "other", "sen");

        Assert.Equal("sen", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Several_events_of_one_name_are_received_one_a_round()
    {
        var loops = engine.Orchestrator<string, string>("Loops", async (context, heard) =>
        {
            heard += await context.WaitForExternalEvent<string>("e");
            if (heard.Length < 3)
            {
                context.ContinueAsNew(heard);
            }

            return heard;
        });

        var id = await engine.StartAsync(loops, "");
        await engine.RaiseAsync(id, "e", "a");
        await engine.RaiseAsync(id, "e", "b");
        await engine.RaiseAsync(id, "e", "c");

        Assert.Equal("abc", string.Concat((await engine.CompletionAsync(id)).ReadOutputAs<string>()!.Order()));
    }

    [Fact]
    public async Task The_custom_status_is_kept_through_the_first_turn_of_the_next_round_and_then_gone()
    {
        var loops = engine.Orchestrator<int, string>("Loops", async (context, round) =>
        {
            if (round == 0)
            {
                context.SetCustomStatus("first round");
                context.ContinueAsNew(1);
                return "";
            }

            return await context.WaitForExternalEvent<string>("e");
        });

        var id = await engine.StartAsync(loops, 0);
        await engine.UntilStepAsync(id, "first round");
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Null((await engine.CompletionAsync(id)).ReadCustomStatusAs<string>());
    }

    [Theory]
    [InlineData(null, "1.7")]
    [InlineData("1.8", "1.8")]
    public async Task The_version_stays_the_same_unless_a_new_one_is_given(string? next, string expected)
    {
        var loops = engine.Orchestrator<int, string>("Loops", (context, round) =>
        {
            if (round == 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = next });
            }

            return Task.FromResult(context.Version);
        });

        var id = await engine.ScheduleAsync(loops, 0, new StartOrchestrationOptions { Version = "1.7" });

        Assert.Equal(expected, (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_that_begins_anew_gives_its_last_output_to_the_parent()
    {
        var child = engine.Orchestrator<int, string>("Child", (context, round) =>
        {
            if (round < 2)
            {
                context.ContinueAsNew(round + 1);
            }

            return Task.FromResult($"round {round} of {context.Parent!.Name}");
        });
        var parent = engine.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>(child, 0));

        Assert.Equal($"round 2 of {parent}", (await engine.RunAsync(parent)).ReadOutputAs<string>());
    }

    // The event "other" comes in the first round, which does not wait for it.
    private async Task<string> TwoRoundsAsync(bool keep)
    {
        var loops = engine.Orchestrator<int, string>("Loops", async (context, round) =>
        {
            if (round == 0)
            {
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew(1, keep);
                return "";
            }

            context.SetCustomStatus("second round");
            return await context.WaitForExternalEvent<string>("other");
        });

        var id = await engine.StartAsync(loops, 0);
        await engine.RaiseAsync(id, "other", "tidig");
        await engine.RaiseAsync(id, "go");
        return id;
    }
}
