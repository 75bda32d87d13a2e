using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Calling activities, and what their failures look like.</summary>
public sealed class ActivityTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Chain_ThreeActivities_GivesEachTheResultOfTheOneBefore()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Append", s => s + "!")
            .Orchestrator<string>("Chain", async (context, text) =>
            {
                for (var i = 0; i < 3; i++)
                {
                    text = await context.CallActivityAsync<string>("Append", text);
                }

                return text;
            }).StartAsync();

        var chain = await host.RunAsync("Chain", "hej");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, chain.RuntimeStatus);
        Assert.Equal("hej!!!", chain.ReadOutputAs<string>());
        Assert.Equal("hej", chain.ReadInputAs<string>());
        Assert.Equal(["Append(hej)", "Append(hej!)", "Append(hej!!)"], host.Calls);
    }

    [Fact]
    public async Task FanOut_ManyActivities_GivesAllResultsInTheOrderAsked()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Same", s => s)
            .Orchestrator("Fan", async context =>
                await Task.WhenAll(Enumerable.Range(0, 150).Select(i => context.CallActivityAsync<string>("Same", $"{i}")).ToArray()))
            .StartAsync();

        var fan = await host.RunAsync("Fan");

        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"{i}"), fan.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task Failure_NotHandled_FailsTheInstanceWithTheActivitysError()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Break", (Func<string?, object?>)(_ => throw new InvalidOperationException("nej", new ArgumentException("därför"))))
            .Orchestrator("Fails", async context => await context.CallActivityAsync<string>("Break"))
            .StartAsync();

        var failed = await host.RunAsync("Fails");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, failed.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Break' (#0) failed with an unhandled exception: nej", failed.FailureDetails.ErrorMessage);
        Assert.True(failed.FailureDetails.InnerFailure!.IsCausedBy<InvalidOperationException>());
        Assert.Equal("därför", failed.FailureDetails.InnerFailure.InnerFailure!.ErrorMessage);
        Assert.Contains(nameof(Failure_NotHandled_FailsTheInstanceWithTheActivitysError), failed.FailureDetails.InnerFailure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryPolicy_FailsTwice_WaitsLongerEachTimeAndSucceeds()
    {
        var calls = 0;
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Try", (Func<string?, object?>)(_ => ++calls < 3 ? throw new TimeoutException("sen") : calls))
            .Orchestrator("Retry", async context =>
            {
                var began = context.CurrentUtcDateTime;
                var policy = new RetryPolicy(5, TimeSpan.FromMinutes(1), 3);
                await context.CallActivityAsync<int>("Try", TaskOptions.FromRetryPolicy(policy));
                return (context.CurrentUtcDateTime - began).TotalMinutes;
            }).StartAsync();

        var id = await host.StartNewAsync("Retry");
        await host.PassAsync(TimeSpan.FromHours(1));
        var retried = await host.ReadAsync(id);

        Assert.Equal(3, calls);
        Assert.Equal(4, retried.ReadOutputAs<double>());
    }

    [Fact]
    public async Task RetryPolicy_NeverSucceeds_GivesUpAfterTheLastAttempt()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Try", (Func<string?, object?>)(_ => throw new TimeoutException("sen")))
            .Orchestrator("Retry", async context => await context.CallActivityAsync<int>(
                "Try", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromDays(1)) { HandleFailure = f => f.IsCausedBy<TimeoutException>() })))
            .StartAsync();

        var id = await host.StartNewAsync("Retry");
        await host.PassAsync(TimeSpan.FromDays(30));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.ReadAsync(id)).RuntimeStatus);
        Assert.Equal(3, host.Calls.Count);
    }

    [Fact]
    public async Task RetryHandler_SaysNoAtTheSecond_ThrowsTheFailure()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Activity("Try", (Func<string?, object?>)(_ => throw new TimeoutException("sen")))
            .Orchestrator("Retry", async context =>
            {
                var options = TaskOptions.FromRetryHandler(async retry =>
                {
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
                    return retry.LastAttemptNumber < 2 && retry.LastFailure.IsCausedBy<TimeoutException>();
                });
                try
                {
                    return await context.CallActivityAsync<string>("Try", options);
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage + (context.CurrentUtcDateTime - OrchestrationHost.Beginning.UtcDateTime).Hours;
                }
            }).StartAsync();

        var id = await host.StartNewAsync("Retry");
        await host.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal("sen4", (await host.ReadAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, host.Calls.Count);
    }

    [Fact]
    public async Task MissingActivity_EvenWithRetries_FailsAtOnce()
    {
        await using var host = await new OrchestrationHost(azurite)
            .Orchestrator("Calls", async context => await context.CallActivityAsync<string>(
                "Nowhere", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromHours(1)))))
            .StartAsync();

        var failed = await host.RunAsync("Calls");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("Nowhere", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
