using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Replay;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations.Running;

internal sealed partial class Instance
{
    private readonly Dictionary<int, string> _children = [];
    private Execution? _execution;
    private List<IReadOnlyList<HistoryEvent>> _history = [];
    private Failure? _broken;
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
        var happened = messages.Where(m => m.Event is not null && (m.Epoch is null || m.Epoch == State.Epoch)).Select(m => m.Event!).ToList();
        var consumed = messages.Select(m => m.RowKey).OfType<string>().ToList();
        var execution = Session();
        if (happened.Count == 0 && consumed.Count == 0 && !starting && _broken is null)
        {
            return;
        }

        // A clock that is set back must not make an orchestrator's time go backwards.
        var now = engine.Clock.GetUtcNow() is var clock && clock > State.UpdatedAt ? clock : State.UpdatedAt;
        List<HistoryEvent> turn = [];
        if (_begun || starting)
        {
            turn.Add(new() { Kind = HistoryKind.TurnStarted, Time = now.UtcDateTime });
        }

        turn.AddRange(happened);
        var outcome = _broken is { } failure && !happened.Any(e => e.Kind == HistoryKind.Terminated)
            ? new Outcome([], new() { Kind = HistoryKind.Failed, Failure = failure }, false)
            : execution.Run(turn);
        var commit = Commit(turn, outcome, execution, now, consumed);
        State = await Outage.OutlastAsync(() => engine.Store.CommitAsync(commit, engine.Aborting), engine.Log, engine.Stopping);
        Follow(commit, outcome, execution);
        Announce();
    }

    private TurnCommit Commit(List<HistoryEvent> turn, Outcome outcome, Execution execution, DateTimeOffset now, List<string> consumed)
    {
        List<HistoryEvent> row = [.. turn, .. outcome.Actions];
        var after = State with { UpdatedAt = now, CustomStatus = execution.Context.CustomStatus, Commit = engine.NextCommit() };
        var end = outcome.End;
        if (end is { Kind: HistoryKind.ContinuedAsNew })
        {
            row = end.Recursive ? [.. execution.Context.Events.Unclaimed] : [];
            after = after with
            {
                Status = OrchestrationRuntimeStatus.Running,
                Epoch = State.Epoch + 1,
                Turns = 0,
                Input = end.Data,
                Version = end.Version ?? State.Version,
            };
        }
        else if (end is not null)
        {
            row.AddRange(end.Kind == HistoryKind.Terminated ? [] : [end]);
            after = after with { Status = EndStatus(end.Kind), CompletedAt = now, Output = end.Data, Failure = end.Failure };
        }
        else
        {
            after = after with
            {
                Status = outcome.Suspended ? OrchestrationRuntimeStatus.Suspended
                    : execution.Begun ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending,
            };
        }

        after = after with { Turns = after.Turns + (row.Count > 0 ? 1 : 0) };
        var outbox = Outbox.Of(State, after, outcome, _children, now);
        return new() { Before = State, After = after, Events = row, Outbox = outbox, Consumed = consumed };
    }

    private static OrchestrationRuntimeStatus EndStatus(HistoryKind kind) => kind switch
    {
        HistoryKind.Completed => OrchestrationRuntimeStatus.Completed,
        HistoryKind.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => OrchestrationRuntimeStatus.Failed,
    };

    // What a stored turn sets going.
    private void Follow(TurnCommit commit, Outcome outcome, Execution execution)
    {
        _begun |= execution.Begun;
        Remember(commit.Events);
        foreach (var action in outcome.Actions.Where(a => a.Kind is HistoryKind.TaskScheduled))
        {
            engine.Activities.Start(this, action, commit.Before.Epoch);
        }

        Send(commit);
        if (!State.IsOpen)
        {
            Close();
            return;
        }

        if (State.Epoch != commit.Before.Epoch)
        {
            StartOver(commit.Events);
            return;
        }

        foreach (var timer in outcome.Actions.Where(a => a.Kind is HistoryKind.TimerCreated && execution.Context.IsOutstanding(a)))
        {
            SetTimer(timer);
        }

        execution.Context.TakeCancelledTimers().ForEach(StopTimer);
        if (!engine.Options.ExtendedSessions)
        {
            _history.Add(commit.Events);
            _execution = null;
        }
    }

    private void StartOver(IReadOnlyList<HistoryEvent> carried)
    {
        StopTimers();
        _children.Clear();
        _history = carried.Count > 0 ? [carried] : [];
        _execution = null;
        _begun = false;
        var (id, epoch) = (State.Id, State.Epoch);
        engine.Tidy(() => engine.Store.DeleteHistoryBeforeAsync(id, epoch, engine.Aborting));
        Post(new(engine.Meter.Begin()) { Start = true });
    }

    private void Send(TurnCommit commit)
    {
        if (commit.Outbox.Count == 0)
        {
            return;
        }

        // One outbox after the other: what is sent first arrives first.
        var piece = engine.Meter.Begin();
        var before = _outbox;
        var sent = new TaskCompletionSource();
        _outbox = sent.Task;
        engine.Background.Run(async () =>
        {
            try
            {
                await before;
                await engine.Delivery.DeliverAsync(new(State.Id, commit.OutboxKey, commit.Outbox));
            }
            finally
            {
                piece.Dispose();
                sent.SetResult();
            }
        });
    }
}
