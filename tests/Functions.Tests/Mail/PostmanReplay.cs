using System.Text.Json;
using Arshjulet.Functions.Mail;
using Arshjulet.Model.Mail;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>
/// The postman on Microsoft's own runner, over a history that is made by hand: each call adds events and replays the orchestrator from the start.
/// </summary>
internal sealed class PostmanReplay
{
    private readonly List<HistoryEvent> _past = [];
    private readonly List<HistoryEvent> _new = [];
    private readonly Dictionary<int, DateTime> _timers = [];
    private int? _round;

    public PostmanReplay()
    {
        Begin(JsonSerializer.Serialize(PaceWindow.Unused));
        Turn();
    }

    public DateTime Now { get; private set; } = new(2024, 9, 16, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>How many rounds have begun.</summary>
    public int Rounds { get; private set; }

    /// <summary>What the round under way, or the last one, was given.</summary>
    public PaceWindow? Window { get; private set; }

    public string? Status { get; private set; }

    public bool IsDelivering => _round is not null;

    /// <summary>When a timer is due; null where none is set.</summary>
    public DateTime? Timer => _timers.Count == 0 ? null : _timers.Values.Min();

    /// <summary>The round under way ends, and so many wakes arrive in the same moment.</summary>
    public void EndRound(PostmanRound round, int wakes = 0) => EndRound(
        e => e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = _round!.Value, Result = JsonSerializer.Serialize(round) }, wakes);

    /// <summary>The round under way fails as a whole.</summary>
    public void FailRound() => EndRound(
        e => e.TaskFailed = new TaskFailedEvent
        {
            TaskScheduledId = _round!.Value,
            FailureDetails = new TaskFailureDetails { ErrorType = "E", ErrorMessage = "no", StackTrace = "" },
        },
        0);

    public void Wake(int times = 1)
    {
        AddWakes(times);
        Turn();
    }

    public void MoveTo(DateTime time)
    {
        Now = time;
        foreach (var (id, due) in _timers.Where(t => t.Value <= time).ToArray())
        {
            _timers.Remove(id);
            Add(e => e.TimerFired = new TimerFiredEvent { TimerId = id, FireAt = Timestamp.FromDateTime(due) });
        }

        Turn();
    }

    private void EndRound(Action<HistoryEvent> end, int wakes)
    {
        Add(end);
        AddWakes(wakes);
        _round = null;
        Turn();
    }

    private void AddWakes(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Add(e => e.EventRaised = new EventRaisedEvent { Name = "Changed" });
        }
    }

    private void Begin(string input) => Add(e => e.ExecutionStarted = new ExecutionStartedEvent
    {
        Name = nameof(Postman),
        Version = "1.0",
        Input = input,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = Postman.Instance, ExecutionId = "e" },
    });

    private void Turn()
    {
        var request = new OrchestratorRequest
        {
            InstanceId = Postman.Instance,
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.Zero) },
        };
        request.PastEvents.AddRange(_past);
        request.NewEvents.Add(Event(e => e.OrchestratorStarted = new OrchestratorStartedEvent()));
        request.NewEvents.AddRange(_new);
        var answer = GrpcOrchestrationRunner.LoadAndRun<PaceWindow, object?>(Convert.ToBase64String(request.ToByteArray()), async (context, window) =>
        {
            await Postman.RunAsync(context, window!);
            return null;
        });
        _past.AddRange(request.NewEvents);
        _new.Clear();
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
        Status = response.CustomStatus;
        foreach (var action in response.Actions)
        {
            Take(action);
        }
    }

    private void Take(OrchestratorAction action)
    {
        switch (action)
        {
            case { ScheduleTask: { Name: nameof(DeliverMail) } task }:
                (_round, Rounds, Window) = (action.Id, Rounds + 1, JsonSerializer.Deserialize<PaceWindow[]>(task.Input)?.Single());
                _past.Add(Event(e => e.TaskScheduled = new TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input }, action.Id));
                break;
            case { CreateTimer: { } timer }:
                _timers[action.Id] = timer.FireAt.ToDateTime();
                _past.Add(Event(e => e.TimerCreated = new TimerCreatedEvent { FireAt = timer.FireAt }, action.Id));
                break;
            case { CompleteOrchestration: { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } next }:
                _past.Clear();
                _timers.Clear();
                Begin(next.Result);
                _new.AddRange(next.CarryoverEvents);
                Turn();
                break;
            default:
                throw new InvalidOperationException($"The postman did what no test expects: {action}");
        }
    }

    private void Add(Action<HistoryEvent> set) => _new.Add(Event(set));

    private HistoryEvent Event(Action<HistoryEvent> set, int id = -1)
    {
        var made = new HistoryEvent { EventId = id, Timestamp = Timestamp.FromDateTime(Now) };
        set(made);
        return made;
    }
}
