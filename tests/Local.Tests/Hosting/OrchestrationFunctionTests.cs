using System.Net;
using Arshjulet.Local.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The app's orchestrations run through Microsoft's worker, its bindings, its replay and its durable client, as they do on Azure.</summary>
public sealed class OrchestrationFunctionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_functions_start_and_confirm_an_order_then_it_goes_through_activities_and_a_child()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync("/orders/one?count=2", null, Cancellation)).StatusCode);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await ReadAsync(host, "one")).RuntimeStatus);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/orders/one/confirm?by=%C3%85sa", null, Cancellation)).StatusCode);
        var order = await ReadAsync(host, "one");

        Assert.Equal("\"Åsa pays 25.0, parcel 7, version 1.0\"", order.ReadOutputAs<string>());
        Assert.Equal(["posted by an instance"], host.Seen().Lines);
        Assert.Contains("ExecutionCompleted", await client.GetStringAsync("/lokalt/orkestrering?id=one", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_clock_passes_a_timeout_then_the_orchestrator_sees_that_time()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        await client.PostAsync("/orders/one?count=2", null, Cancellation);

        await host.Clock.MoveToAsync(TestHost.Start.AddDays(2), null, Cancellation);

        Assert.Equal("not confirmed by 2024-09-02 08:00:00Z", (await ReadAsync(host, "one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_the_host_is_started_again_then_orders_go_on_where_they_were()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        await using (var first = await StartAsync(directory, account))
        {
            using var client = first.CreateClient();
            await client.PostAsync("/orders/one?count=2", null, Cancellation);
            await first.Meter.WhenIdleAsync(Cancellation);
        }

        await using var second = await StartAsync(directory, account);
        await second.DurableClient.RaiseEventAsync("one", "Confirmed", "Bo", Cancellation);

        Assert.Equal("\"Bo pays 25.0, parcel 7, version 1.0\"", (await ReadAsync(second, "one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task When_the_host_stops_during_an_activity_then_its_token_is_cancelled_and_it_runs_again()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        await using (var first = await StartAsync(directory, account))
        {
            await first.DurableClient.ScheduleNewOrchestrationInstanceAsync("Patient", new StartOrchestrationOptions("one"), Cancellation);
            await first.Seen().WaitForAsync("waiting", Cancellation);
        }

        await using var second = await StartAsync(directory, account);
        await second.Seen().WaitForAsync("waiting", Cancellation);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await second.DurableClient.GetInstanceAsync("one", Cancellation))!.RuntimeStatus);
    }

    [Fact]
    public async Task When_an_activity_throws_then_the_failure_names_its_exception_and_its_cause()
    {
        await using var host = await TestHost.StartAsync(azurite);

        var failed = await RunAsync(host, "Refused");
        var history = await host.Orchestrations.ReadHistoryAsync(failed.InstanceId, Cancellation);

        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Rejected' (#0) failed with an unhandled exception: rejected", failed.SerializedOutput);
        var failure = Assert.Single(history, e => e.TaskFailed is not null).TaskFailed.FailureDetails;
        Assert.Equal((typeof(ArgumentException).FullName, "rejected"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal((typeof(TimeoutException).FullName, "too late"), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage));
        Assert.Contains("OrderActivities.Rejected", failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_result_is_large_then_it_comes_back_whole()
    {
        await using var host = await TestHost.StartAsync(azurite);

        var catalogue = await RunAsync(host, "Catalogue", 6000);

        Assert.Equal(6_000_000, catalogue.ReadOutputAs<string>()!.Length);
    }

    [Theory]
    [InlineData("Nowhere", "The function 'Nowhere' doesn't exist, or is no orchestrator.")]
    [InlineData("Ping", "The function 'Ping' doesn't exist, or is no orchestrator.")]
    [InlineData("Lost", "The function 'Nothing' doesn't exist, or is no activity.")]
    public async Task When_there_is_no_such_function_then_the_instance_fails_with_a_sentence(string orchestrator, string sentence)
    {
        await using var host = await TestHost.StartAsync(azurite);

        var failed = await RunAsync(host, orchestrator, "Nothing");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains(sentence, failed.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_order_is_paused_and_ended_on_its_page_then_it_is()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        await client.PostAsync("/orders/one?count=2", null, Cancellation);

        await client.PostAsync("/lokalt/orkestrering", SignInTests.Form(("id", "one"), ("gor", "pausa")), Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await ReadAsync(host, "one")).RuntimeStatus);
        await client.PostAsync("/lokalt/orkestrering", SignInTests.Form(("id", "one"), ("gor", "avbryt")), Cancellation);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await ReadAsync(host, "one")).RuntimeStatus);

        var listed = await client.GetStringAsync("/lokalt/orkestreringar.json?borjar=o", Cancellation);
        Assert.Contains("\"status\":\"Terminated\"", listed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/lokalt/orkestrering?id=nobody", Cancellation)).StatusCode);
    }

    private static async Task<OrchestrationMetadata> RunAsync(LocalHost host, string name, object? input = null)
    {
        await host.DurableClient.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions("one"), Cancellation);
        return await ReadAsync(host, "one");
    }

    private static async Task<OrchestrationMetadata> ReadAsync(LocalHost host, string id)
    {
        await host.Meter.WhenIdleAsync(Cancellation);
        return (await host.DurableClient.GetInstanceAsync(id, true, Cancellation))!;
    }

    private Task<LocalHost> StartAsync(string directory, string account) =>
        TestHost.StartAsync(azurite, options => options with { DataDirectory = directory, StorageConnectionString = account });
}
