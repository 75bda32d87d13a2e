using System.Text.Json;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Timeline;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Arshjulet.Worker.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using Xunit;

namespace Arshjulet.Worker.Tests;

/// <summary>A function is invoked with the same values, and gives the same results, by Azure's protocol as by the local host.</summary>
[Collection<SideBySide>]
public sealed class InvocationTests(TwoHosts hosts)
{
    private readonly OrchestrationCode _code = new WorkerOrchestrations(hosts.Azure.Worker).Code;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_an_activity_is_called_then_its_result_comes_back()
    {
        var result = await _code.RunActivity(new ActivityCall(nameof(YearActivities.ReadDistributionTime), "year-2080", 0, "[2080]"), Cancellation);

        Assert.Null(result.Failure);
        Assert.Equal(new DateTime(2080, 9, 16, 6, 0, 0, DateTimeKind.Utc), JsonSerializer.Deserialize<DateTime>(result.Output!));
    }

    [Fact]
    public async Task When_an_activity_throws_then_its_failure_comes_back()
    {
        var result = await _code.RunActivity(new ActivityCall(nameof(YearActivities.ReadDistributionTime), "year-1999", 0, "[1999]"), Cancellation);

        Assert.Contains("1999", result.Failure?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_an_orchestrator_has_a_turn_then_its_actions_come_back()
    {
        var now = Timestamp.FromDateTimeOffset(new DateTimeOffset(2080, 9, 5, 8, 0, 0, TimeSpan.Zero));
        var request = new OrchestratorRequest
        {
            InstanceId = "year-2080",
            NewEvents =
            {
                new HistoryEvent { EventId = -1, Timestamp = now, OrchestratorStarted = new OrchestratorStartedEvent() },
                new HistoryEvent
                {
                    EventId = -1,
                    Timestamp = now,
                    ExecutionStarted = new ExecutionStartedEvent
                    {
                        Name = nameof(YearOrchestrator),
                        Input = "2080",
                        OrchestrationInstance = new OrchestrationInstance { InstanceId = "year-2080" },
                    },
                },
            },
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.Zero) },
        };

        var response = await _code.RunTurn(nameof(YearOrchestrator), request, Cancellation);

        var action = Assert.Single(response.Actions);
        Assert.Equal((nameof(YearActivities.ReadDistributionTime), "[2080]"), (action.ScheduleTask?.Name, action.ScheduleTask?.Input));
    }

    [Theory]
    [InlineData(nameof(WakeYears))]
    [InlineData(nameof(SurveyMaintenance.EvenOutSurveys))]
    public async Task When_a_timer_is_due_then_its_function_runs(string name)
    {
        var due = JsonSerializer.Serialize(new { Schedule = new { AdjustForDST = true }, ScheduleStatus = (object?)null, IsPastDue = false });

        var response = await hosts.Azure.Worker.InvokeAsync(hosts.Azure.Worker.Find(name)!, new TypedData { Json = due }, Cancellation);

        Assert.Equal((StatusResult.Types.Status.Success, null), (response.Result.Status, response.Result.Exception?.Message));
    }
}
