using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>Instances are read, waited for, restarted and removed as on Microsoft's backend.</summary>
public abstract class ReadAndPurgeTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, _) =>
    {
        context.SetCustomStatus("waits");
        return await context.WaitForExternalEvent<string>("e");
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Purging_an_ended_instance_removes_it_and_its_id_can_be_used_again()
    {
        var id = ConformanceEngine.NewId("year");
        await engine.RunAsync(_ends, "first", id);

        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync(id, Cancellation)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(id, Cancellation));
        Assert.Equal("second", (await engine.RunAsync(_ends, "second", id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purging_a_running_instance_is_refused_and_nothing_is_removed()
    {
        var id = await WaitingAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.PurgeInstanceAsync(id, Cancellation));

        await engine.RaiseAsync(id, "e", "ja");
        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Purging_removes_none_where_there_is_no_such_instance()
    {
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync(ConformanceEngine.NewId("nobody"), Cancellation)).PurgedInstanceCount);
    }

    [Fact]
    public async Task Purging_by_time_and_status_removes_those_that_have_it()
    {
        // What earlier tests have left behind is older.
        await engine.PassAsync(engine.ShortWait);
        var ended = await engine.RunAsync(_ends, "x");
        var running = await WaitingAsync();

        var filter = new PurgeInstancesFilter(ended.CreatedAt, Statuses: [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(1, (await engine.Client.PurgeAllInstancesAsync(filter, Cancellation)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(ended.InstanceId, Cancellation));
        Assert.NotNull(await engine.Client.GetInstanceAsync(running, Cancellation));
    }

    [Fact]
    public async Task An_instance_is_read_with_its_texts_or_without_them()
    {
        var id = (await engine.RunAsync(_ends, "text")).InstanceId;

        var with = (await engine.Client.GetInstanceAsync(id, true, Cancellation))!;
        var without = (await engine.Client.GetInstanceAsync(id, false, Cancellation))!;

        Assert.Equal((_ends.Name, "text", "text"), (with.Name, with.ReadInputAs<string>(), with.ReadOutputAs<string>()));
        Assert.Equal((OrchestrationRuntimeStatus.Completed, null, null), (without.RuntimeStatus, without.SerializedInput, without.SerializedOutput));
    }

    [Fact]
    public async Task Reading_gives_null_where_there_is_no_such_instance()
    {
        Assert.Null(await engine.Client.GetInstanceAsync(ConformanceEngine.NewId("nobody"), Cancellation));
    }

    [Fact]
    public async Task Waiting_for_the_start_returns_an_instance_that_waits_for_an_event()
    {
        var id = await engine.ScheduleAsync(_waits, "x");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Client.WaitForInstanceStartAsync(id, Cancellation)).RuntimeStatus);
    }

    [Fact]
    public async Task Waiting_for_the_completion_of_an_instance_that_starts_later_returns_when_it_has_ended()
    {
        engine.SkipWhereTheLocalEngineDiffers();
        var id = ConformanceEngine.NewId("later");
        var completion = engine.CompletionAsync(id);

        await engine.ScheduleAsync(_ends, "x", id);

        Assert.Equal("x", (await completion).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_ended_instance_that_is_restarted_runs_with_its_input_under_the_same_id_or_a_new_one()
    {
        var id = (await engine.RunAsync(_ends, "in")).InstanceId;

        Assert.Equal(id, await engine.Client.RestartAsync(id, restartWithNewInstanceId: false, Cancellation));
        var copy = await engine.Client.RestartAsync(id, restartWithNewInstanceId: true, Cancellation);

        Assert.NotEqual(id, copy);
        Assert.Equal("in", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
        Assert.Equal("in", (await engine.CompletionAsync(copy)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restarting_a_running_or_missing_instance_is_refused()
    {
        var id = await WaitingAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RestartAsync(id, restartWithNewInstanceId: false, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync(ConformanceEngine.NewId("nobody"), false, Cancellation));
    }

    [Fact]
    public async Task A_query_by_prefix_and_status_pages_through_all()
    {
        var prefix = ConformanceEngine.NewId("body");
        for (var i = 0; i < 5; i++)
        {
            await engine.RunAsync(_ends, "x", $"{prefix}-{i}");
        }

        await engine.ScheduleAsync(_waits, "x", $"{prefix}-5");
        await engine.UntilStepAsync($"{prefix}-5", "waits");

        var query = new OrchestrationQuery(InstanceIdPrefix: prefix, Statuses: [OrchestrationRuntimeStatus.Completed], PageSize: 2);
        List<string> ids = [];
        await foreach (var page in engine.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(Cancellation))
        {
            Assert.True(page.Values.Count <= 2);
            ids.AddRange(page.Values.Select(state => state.InstanceId));
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), ids.Order());
    }

    private async Task<string> WaitingAsync()
    {
        var id = await engine.ScheduleAsync(_waits, "x");
        await engine.UntilStepAsync(id, "waits");
        return id;
    }
}
