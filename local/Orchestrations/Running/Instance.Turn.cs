using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

internal sealed partial class Instance
{
    private readonly OpenTasks _open = new();
    private readonly List<Message> _early = [];
    private List<HistoryEvent> _past = [];
    private bool _loaded = isNew;
    private bool _begun;
    private Task _outbox = Task.CompletedTask;

    private async Task TurnAsync(List<Message> messages)
    {
        var starting = messages.Any(m => m.Start);
        if (!_loaded)
        {
            starting |= await LoadAsync();
        }

        starting &= !_begun;
        if (!_begun && !starting && !messages.Any(m => m.Event?.ExecutionTerminated is not null))
        {
            // Messages that come before the instance's scheduled time wait until then.
            _early.AddRange(messages.Where(m => m.Event is not null));
            return;
        }

        if (starting && _early.Count > 0)
        {
            // The start has a turn of its own: with messages it could be more than one batch holds.
            PutBack([.. _early, .. messages.Where(m => m.Event is not null)]);
            _early.Clear();
            messages = [];
        }

        var happened = messages.Where(IsForNow).Select(m => m.Event!).ToList();
        var consumed = messages.Select(m => m.RowKey).OfType<string>().ToList();
        if (happened.Count == 0 && consumed.Count == 0 && !starting)
        {
            return;
        }

        // A clock that is set back must not make an orchestrator's time go backwards.
        var now = engine.Clock.GetUtcNow() is var clock && clock > State.UpdatedAt ? clock : State.UpdatedAt;
        var (turn, effects) = await RunAsync(happened, starting, now);
        var commit = Commit(turn, effects, now, consumed);
        State = await Outage.OutlastAsync(() => engine.Store.CommitAsync(commit, engine.Aborting), engine.Log, engine.Stopping);
        Follow(commit, effects);
        Announce();
    }

    private bool IsForNow(Message message) =>
        message.Event is not null && (message.Epoch is null || message.Epoch == State.Epoch) && _open.Expects(message.Event);

    private async Task<(List<HistoryEvent> Turn, TurnEffects Effects)> RunAsync(List<HistoryEvent> happened, bool starting, DateTimeOffset now)
    {
        if (!_begun && !starting)
        {
            return (happened, TurnEffects.EndedBeforeStart(happened.Last(e => e.ExecutionTerminated is not null)));
        }

        // The time of this event is what the orchestrator sees as the current time.
        List<HistoryEvent> turn = [HistoryEvents.At(now, e => e.OrchestratorStarted = new OrchestratorStartedEvent())];
        if (starting)
        {
            turn.Add(HistoryEvents.At(now, e => e.ExecutionStarted = Started()));
        }

        turn.AddRange(happened);
        var request = new OrchestratorRequest
        {
            InstanceId = State.Id,
            ExecutionId = State.ExecutionId,
            PastEvents = { _past },
            NewEvents = { turn },

            // The worker reads it whether or not there are entities.
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.Zero) },
        };
        if (engine.Options.DefaultVersion is { } version)
        {
            request.Properties["defaultVersion"] = Value.ForString(version);
        }

        return (turn, TurnEffects.FromResponse(await engine.Code.RunTurn(State.Name, request, engine.Stopping), now));
    }

    private ExecutionStartedEvent Started()
    {
        var started = new ExecutionStartedEvent
        {
            Name = State.Name,
            Version = State.Version,
            Input = State.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = State.Id, ExecutionId = State.ExecutionId },
            ScheduledStartTimestamp = State.StartAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        };
        if (State.Parent is { } parent)
        {
            started.ParentInstance = new ParentInstanceInfo
            {
                Name = parent.Name,
                TaskScheduledId = parent.TaskId,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = parent.Id, ExecutionId = parent.ExecutionId },
            };
        }

        started.Tags.Add(State.Tags?.ToDictionary() ?? []);
        return started;
    }

    private TurnCommit Commit(List<HistoryEvent> turn, TurnEffects effects, DateTimeOffset now, List<string> consumed)
    {
        List<HistoryEvent> row = [.. turn, .. effects.Asked];

        // The code sets its status anew in each turn. Only that of an execution that continued as new lasts until the next one's second turn.
        var status = effects.CustomStatus ?? (_past.Count == 0 ? State.CustomStatus : null);
        var after = State with { UpdatedAt = now, CustomStatus = status, Commit = engine.NextCommit() };
        if (effects.End is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } next)
        {
            row = [];
            after = after with
            {
                Status = OrchestrationRuntimeStatus.Running,
                Epoch = State.Epoch + 1,
                Turns = 0,
                Input = next.Result,
                Version = next.NewVersion ?? State.Version,
            };
        }
        else if (effects.End is { } end)
        {
            row.Add(HistoryEvents.At(now, e => e.ExecutionCompleted = new ExecutionCompletedEvent
            {
                OrchestrationStatus = end.OrchestrationStatus,
                Result = end.Result,
                FailureDetails = end.FailureDetails,
            }));
            var ended = Statuses.FromProtocol(end.OrchestrationStatus);
            after = after with { Status = ended, CompletedAt = now, Output = end.Result, Failure = end.FailureDetails };
        }
        else
        {
            after = after with { Status = IsSuspendedAfter(turn) ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running };
        }

        after = after with { Turns = after.Turns + (row.Count > 0 ? 1 : 0) };
        var outbox = Outbox.ForTurn(State, after, effects, now);
        return new() { Before = State, After = after, Events = row, Outbox = outbox, Consumed = consumed };
    }

    private bool IsSuspendedAfter(List<HistoryEvent> turn) =>
        turn.LastOrDefault(e => e.ExecutionSuspended is not null || e.ExecutionResumed is not null) is { } last
            ? last.ExecutionSuspended is not null
            : State.Status == OrchestrationRuntimeStatus.Suspended;
}
