using System.Runtime.CompilerServices;
using Arshjulet.Functions.Tests.Hosting;
using Arshjulet.Functions.Tests.Survey;
using Microsoft.DurableTask.Protobuf;
using Xunit;

namespace Arshjulet.Functions.Tests.Deploying;

/// <summary>Today's orchestrators go on with histories that a former version wrote, so that a deployment does not break a running year.</summary>
public sealed class FormerHistoriesTests(AzuriteFixture azurite)
{
    // The files under histories/ are added to when a version is released, and never rewritten to make a test pass. Version 1.0 is not released
    // yet: until it is, an orchestrator that changes may have its histories recorded anew.
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Deploying", "histories");

    public static TheoryData<string> Files =>
        [
            .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void When_a_running_year_meets_a_new_version_then_its_orchestrations_go_on_where_they_were(string file)
    {
        var past = Histories.Read(Path.Combine(Folder, file));

        var response = Histories.Replay(past);

        Assert.DoesNotContain(response.Actions, action => action.CompleteOrchestration is { OrchestrationStatus: OrchestrationStatus.Failed });
        Assert.Empty(response.Actions);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void When_what_an_orchestration_once_asked_for_is_another_thing_then_the_replay_says_so(string file)
    {
        var past = Histories.Read(Path.Combine(Folder, file)).ToList();
        var asked = past.FindIndex(e => e.TaskScheduled is not null);
        Assert.SkipWhen(asked < 0, "It has not asked for anything.");
        past[asked] = past[asked].Clone();
        past[asked].TaskScheduled.Name = "SomethingElse";

        var response = Histories.Replay(past);

        Assert.Contains(response.Actions, action => action.CompleteOrchestration is { OrchestrationStatus: OrchestrationStatus.Failed });
    }

    [Fact]
    public void When_an_orchestrator_is_added_then_a_history_of_it_is_kept()
    {
        var kept = Files.Select(file => Histories.Read(Path.Combine(Folder, file.Data)).First(e => e.ExecutionStarted is not null).ExecutionStarted.Name);

        Assert.Equal(Histories.Orchestrators().Order(StringComparer.Ordinal), kept.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Run by hand when a version is released: <c>dotnet test --project tests/Functions.Tests -- --explicit only</c>, then commit the files.</summary>
    [Fact(Explicit = true)]
    public async Task Record_the_histories_of_this_version()
    {
        var to = Path.Combine(Path.GetDirectoryName(Source())!, "histories", "1.0");
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DecideAsync();
        await RecordAsync("beslutat");
        await site.MoveToAsync("2024-09-16 09:00");
        await RecordAsync("utskickat");
        using var building = await site.BuildingAsync();
        await building.SubmitAsync("byggnamnden", "sjalvskattning");
        await site.MoveToAsync("2024-12-03 10:00");
        await RecordAsync("paminnelser");
        using var secretary = await site.OfficeAsync();
        await site.CompileAsync(secretary);
        await RecordLastWaitAsync(site, "compile-2024-1");
        await site.MoveToAsync("2025-03-24 15:00");
        await secretary.RegisterAsync("Ksau", "2025-03-24");
        await RecordAsync("ksau");
        await using var malmo = await RunningSite.StartAsync(azurite, SurveyCast.City);
        await malmo.ManagerAsync();
        await RecordLastWaitAsync(malmo, "enkat-2024-inbjudan-5");

        async Task RecordAsync(string when)
        {
            await site.RestAsync();
            await foreach (var instance in site.Orchestrations.GetAllInstancesAsync(null))
            {
                if (!instance.IsCompleted)
                {
                    Write(when, instance.InstanceId, await HistoryAsync(site, instance.InstanceId));
                }
            }
        }

        // What is over in a moment is taken as it stood before its last turn.
        async Task RecordLastWaitAsync(RunningSite at, string instance)
        {
            await at.RestAsync();
            var whole = await HistoryAsync(at, instance);
            Write("snart-klart", instance, whole.Take(whole.ToList().FindLastIndex(e => e.OrchestratorStarted is not null)));
        }

        static Task<IReadOnlyList<HistoryEvent>> HistoryAsync(RunningSite at, string instance) =>
            at.Host.Orchestrations.ReadHistoryAsync(instance, TestContext.Current.CancellationToken);

        void Write(string when, string instance, IEnumerable<HistoryEvent> history)
        {
            Directory.CreateDirectory(Path.Combine(to, when));
            Histories.Write(Path.Combine(to, when, $"{instance}.json"), history);
        }

        static string Source([CallerFilePath] string path = "") => path;
    }
}
