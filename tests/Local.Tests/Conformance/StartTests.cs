using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>An id that is taken, a later start, a version and tags mean the same on every engine.</summary>
public abstract class StartTests(ConformanceEngine engine)
{
    private readonly TaskName _ends = engine.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
    private readonly TaskName _waits = engine.Orchestrator<string?, string>("Waits", async (context, _) => await context.WaitForExternalEvent<string>("e"));
    private readonly TaskName _fails = engine.Orchestrator<string?, string>("Fails", (_, _) => throw new InvalidOperationException("nej"));
    private readonly TaskName _version = engine.Orchestrator("Version", context => Task.FromResult(context.Version));
    private readonly string _id = ConformanceEngine.NewId("year");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_started_without_an_id_gets_one()
    {
        var id = await engine.ScheduleAsync(_ends, "in");

        Assert.Equal((id, "in"), ((await engine.CompletionAsync(id)).InstanceId, (await engine.CompletionAsync(id)).ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData("nämnd 2024")]
    [InlineData("a'b%41+c&d=e")]
    [InlineData("body-2024-kulturnamnden:1")]
    public async Task An_instance_whose_id_has_unusual_characters_is_found_under_it(string prefix)
    {
        var id = await engine.StartAsync(_waits, null, ConformanceEngine.NewId(prefix));
        await engine.RaiseAsync(id, "e", "ja");

        Assert.Equal("ja", (await engine.CompletionAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_tags_of_a_start_are_read_back()
    {
        var options = new StartOrchestrationOptions(_id) { Tags = new Dictionary<string, string> { ["år"] = "2024" } };
        await engine.ScheduleAsync(_ends, "in", options);

        Assert.Equal("2024", (await engine.CompletionAsync(_id)).Tags["år"]);
    }

    [Fact]
    public async Task An_instance_that_starts_later_is_pending_until_then()
    {
        await engine.ScheduleAsync(_ends, "in", new StartOrchestrationOptions(_id, engine.Now + (engine.ShortWait * 2)));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(_id, Cancellation))!.RuntimeStatus);

        await engine.PassAsync(engine.ShortWait * 2);

        Assert.Equal("in", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_under_the_id_of_a_running_instance_is_refused()
    {
        await engine.StartAsync(_waits, "first", _id);

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync(_waits, "second", _id));

        Assert.Contains(_id, refused.Message, StringComparison.Ordinal);
        Assert.Equal("first", (await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Running)).ReadInputAs<string>());
    }

    [Fact]
    public async Task A_start_under_the_id_of_a_pending_instance_is_refused()
    {
        await engine.ScheduleAsync(_ends, "first", new StartOrchestrationOptions(_id, engine.Now.AddDays(1)));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync(_ends, "second", _id));
    }

    // The dedupe statuses of a start add to those of the host, whose default keeps every instance that has not ended.
    [Fact]
    public async Task A_start_under_the_id_of_a_running_instance_is_refused_even_if_it_would_replace_it()
    {
        await engine.StartAsync(_waits, "first", _id);

        var replacing = new StartOrchestrationOptions(_id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync(_waits, "second", replacing));
    }

    [Fact]
    public async Task A_start_under_the_id_of_a_suspended_instance_is_refused()
    {
        await engine.StartAsync(_waits, "first", _id);
        await engine.Client.SuspendInstanceAsync(_id, "paus", Cancellation);
        await engine.UntilAsync(_id, OrchestrationRuntimeStatus.Suspended);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync(_waits, "second", _id));
    }

    [Fact]
    public async Task A_start_under_the_id_of_a_completed_instance_replaces_it()
    {
        await engine.RunAsync(_ends, "first", _id);

        Assert.Equal("second", await RunAgainAsync(new StartOrchestrationOptions(_id)));
    }

    [Fact]
    public async Task A_start_under_the_id_of_a_completed_instance_is_refused_where_the_dedupe_statuses_say_so()
    {
        await engine.RunAsync(_ends, "first", _id);

        var once = new StartOrchestrationOptions(_id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.ScheduleAsync(_ends, "second", once));
    }

    [Fact]
    public async Task A_failed_instance_is_replaced_where_only_completed_ones_are_kept()
    {
        await engine.RunAsync(_fails, "first", _id);

        var once = new StartOrchestrationOptions(_id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running);
        Assert.Equal("second", await RunAgainAsync(once));
    }

    [Fact]
    public async Task An_instance_started_without_a_version_has_the_default()
    {
        Assert.Equal(ConformanceEngine.DefaultVersion, (await engine.RunAsync(_version)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("1.7")]
    [InlineData("")]
    public async Task The_version_that_a_start_gives_is_seen_by_the_orchestrator(string version)
    {
        await engine.ScheduleAsync(_version, null, new StartOrchestrationOptions(_id) { Version = version });

        Assert.Equal(version, (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_has_the_default_version_or_the_given_one_and_never_the_callers()
    {
        var calls = engine.Orchestrator("Calls", async context =>
        {
            var given = new SubOrchestrationOptions { Version = "1.9" };
            return $"{await context.CallSubOrchestratorAsync<string>(_version)}, {await context.CallSubOrchestratorAsync<string>(_version, options: given)}";
        });

        await engine.ScheduleAsync(calls, null, new StartOrchestrationOptions(_id) { Version = "1.7" });

        Assert.Equal($"{ConformanceEngine.DefaultVersion}, 1.9", (await engine.CompletionAsync(_id)).ReadOutputAs<string>());
    }

    private async Task<string?> RunAgainAsync(StartOrchestrationOptions options)
    {
        await engine.ScheduleAsync(_ends, "second", options);
        return (await engine.CompletionAsync(_id)).ReadOutputAs<string>();
    }
}
