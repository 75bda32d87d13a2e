using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>A call that fails is made again as its policy or handler says, and no more often.</summary>
public abstract class RetryTests(ConformanceEngine engine)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _calls = new();

    [Fact]
    public async Task A_call_that_fails_once_waits_and_succeeds()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: 2));
        var retries = engine.Orchestrator<TimeSpan, TimeSpan>("Retries", async (context, wait) =>
        {
            var began = context.CurrentUtcDateTime;
            await context.CallActivityAsync<int>(tries, "x", TaskOptions.FromRetryPolicy(Policy(5, wait)));
            return context.CurrentUtcDateTime - began;
        });

        var id = await engine.ScheduleAsync(retries, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);

        Assert.InRange((await engine.CompletionAsync(id)).ReadOutputAs<TimeSpan>(), engine.ShortWait - Early, TimeSpan.MaxValue);
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task A_call_with_back_off_waits_longer_each_time()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: 3));
        var retries = engine.Orchestrator<TimeSpan, TimeSpan>("Retries", async (context, wait) =>
        {
            var began = context.CurrentUtcDateTime;
            await context.CallActivityAsync<int>(tries, "x", TaskOptions.FromRetryPolicy(Policy(5, wait, backOff: 2)));
            return context.CurrentUtcDateTime - began;
        });

        var id = await engine.ScheduleAsync(retries, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait * 3);

        Assert.InRange((await engine.CompletionAsync(id)).ReadOutputAs<TimeSpan>(), (engine.ShortWait * 3) - (Early * 2), TimeSpan.MaxValue);
        Assert.Equal(3, _calls.Count);
    }

    [Fact]
    public async Task A_call_that_never_succeeds_ends_with_the_failure_of_its_last_attempt()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: int.MaxValue));
        var retries = engine.Orchestrator<TimeSpan, string>("Retries", async (context, wait) =>
        {
            try
            {
                return $"{await context.CallActivityAsync<int>(tries, "x", TaskOptions.FromRetryPolicy(Policy(2, wait)))}";
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.FailureDetails.ErrorType}: {failed.FailureDetails.ErrorMessage}";
            }
        });

        var id = await engine.ScheduleAsync(retries, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait * 2);

        Assert.Equal("System.TimeoutException: sen", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task A_failure_that_the_policy_does_not_handle_is_thrown_at_once()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: int.MaxValue));
        var policy = new RetryPolicy(5, TimeSpan.FromDays(1)) { HandleFailure = failure => failure.IsCausedBy<ArgumentException>() };
        var retries = engine.Orchestrator("Retries", async context => await context.CallActivityAsync<int>(tries, "x", TaskOptions.FromRetryPolicy(policy)));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RunAsync(retries)).RuntimeStatus);
        Assert.Single(_calls);
    }

    // The host answers for an unknown activity without failure details, and only those could say that it is no use to try again.
    [Fact]
    public async Task An_unknown_activity_is_tried_again_all_the_same()
    {
        var retries = engine.Orchestrator<TimeSpan, TimeSpan>("Retries", async (context, wait) =>
        {
            var began = context.CurrentUtcDateTime;
            try
            {
                await context.CallActivityAsync<int>("Nowhere", "x", TaskOptions.FromRetryPolicy(Policy(2, wait)));
            }
            catch (TaskFailedException)
            {
            }

            return context.CurrentUtcDateTime - began;
        });

        var id = await engine.ScheduleAsync(retries, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait * 2);

        Assert.InRange((await engine.CompletionAsync(id)).ReadOutputAs<TimeSpan>(), engine.ShortWait - Early, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task When_a_handler_says_yes_and_then_no_then_it_knows_the_attempt_and_the_failure_is_thrown()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: int.MaxValue));
        var retries = engine.Orchestrator("Retries", async context =>
        {
            var attempts = "";
            var handler = TaskOptions.FromRetryHandler(retry =>
            {
                attempts += retry.LastAttemptNumber;
                return retry.LastFailure.IsCausedBy<TimeoutException>() && retry.LastAttemptNumber < 3;
            });
            try
            {
                return $"{await context.CallActivityAsync<int>(tries, "x", handler)}";
            }
            catch (TaskFailedException failed)
            {
                return $"{attempts} {failed.FailureDetails.ErrorMessage}";
            }
        });

        Assert.Equal("123 sen", (await engine.RunAsync(retries)).ReadOutputAs<string>());
        Assert.Equal(3, _calls.Count);
    }

    [Fact]
    public async Task A_handler_that_waits_by_a_timer_tries_again_after_it()
    {
        var tries = engine.Activity("Try", (string _) => Fails(until: 2));
        var retries = engine.Orchestrator<TimeSpan, int>("Retries", async (context, wait) =>
            await context.CallActivityAsync<int>(tries, "x", TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(wait, CancellationToken.None);
                return true;
            })));

        var id = await engine.ScheduleAsync(retries, engine.ShortWait);
        await engine.PassAsync(engine.ShortWait);

        Assert.Equal(2, (await engine.CompletionAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_sub_orchestration_with_a_policy_and_an_id_is_started_again_under_the_same_id()
    {
        var tries = engine.Activity("Try", (string id) => Fails(until: 2, id));
        var child = engine.Orchestrator("Child", async context => await context.CallActivityAsync<int>(tries, context.InstanceId));
        var parent = engine.Orchestrator<Retried, int>("Parent", async (context, input) =>
            await context.CallSubOrchestratorAsync<int>(child, options: new SubOrchestrationOptions(Policy(3, input.Wait), input.Id)));

        var childId = ConformanceEngine.NewId("child");
        var id = await engine.ScheduleAsync(parent, new Retried(engine.ShortWait, childId));
        await engine.PassAsync(engine.ShortWait);

        Assert.Equal(2, (await engine.CompletionAsync(id)).ReadOutputAs<int>());
        Assert.Equal([childId, childId], _calls);
    }

    // A policy that does not say how long a wait may be allows an hour.
    private static RetryPolicy Policy(int tries, TimeSpan wait, double backOff = 1) => new(tries, wait, backOff, maxRetryInterval: wait * 10);

    private int Fails(int until, string call = "x")
    {
        _calls.Enqueue(call);
        return _calls.Count < until ? throw new TimeoutException("sen") : _calls.Count;
    }

    private sealed record Retried(TimeSpan Wait, string Id);
}
