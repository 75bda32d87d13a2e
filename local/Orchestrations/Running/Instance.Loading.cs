using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Replay;
using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.Running;

internal sealed partial class Instance
{
    private const int StartTimer = -1;

    private readonly Dictionary<int, DurableTimer> _timers = [];
    private readonly Lock _timerGate = new();
    private bool _timersStopped;

    /// <summary>Reads its history and sets going what the history leaves outstanding. True if it is to begin now.</summary>
    private async Task<bool> LoadAsync()
    {
        var rows = await Outage.OutlastAsync(() => engine.Store.HistoryAsync(State.Id, engine.Aborting), engine.Log, engine.Stopping);
        if (rows.Any(r => r.Epoch < State.Epoch))
        {
            engine.Tidy(() => engine.Store.DeleteHistoryBeforeAsync(State.Id, State.Epoch, engine.Aborting));
        }

        _history = [.. rows.Where(r => r.Epoch == State.Epoch).Select(r => r.Events)];
        foreach (var turn in _history)
        {
            Remember(turn);
        }

        _loaded = true;
        var execution = Session();
        _begun = execution.Begun;
        foreach (var outstanding in execution.Context.Outstanding.ToList())
        {
            if (outstanding.Kind == HistoryKind.TaskScheduled)
            {
                engine.Activities.Start(this, outstanding, State.Epoch);
            }
            else if (outstanding.Kind == HistoryKind.TimerCreated)
            {
                SetTimer(outstanding);
            }
        }

        if (_begun)
        {
            return false;
        }

        if (State.Epoch == State.Incarnation && State.StartAt is { } at && at > engine.Clock.GetUtcNow())
        {
            Begin();
            return false;
        }

        return true;
    }

    /// <summary>The live execution, or one brought to where the history ends.</summary>
    private Execution Session()
    {
        if (_execution is { } live)
        {
            return live;
        }

        var epoch = State.Epoch;
        var execution = new Execution(State, engine.Registry, engine.Options.DefaultVersion, engine.Logs, () => Break(epoch));
        try
        {
            foreach (var turn in _history)
            {
                execution.Replay(turn);
            }
        }
        catch (NonDeterministicOrchestrationException different)
        {
            _broken = Failure.From(different);
        }

        execution.Context.TakeCancelledTimers();
        if (engine.Options.ExtendedSessions)
        {
            _history = [];
        }

        return _execution = execution;
    }

    // The code went on in a thread of its own: what it does there cannot be repeated, and the instance fails.
    private void Break(int epoch)
    {
        if (State.Epoch == epoch)
        {
            _broken ??= Failure.From(new ForeignAwaitException(State.Id, State.Name));
            Post(new(engine.Meter.Begin()));
        }
    }

    // Which sub-orchestrations are under way, for a termination that takes them along.
    private void Remember(IReadOnlyList<HistoryEvent> turn)
    {
        foreach (var happened in turn)
        {
            if (happened.Kind == HistoryKind.SubOrchestrationScheduled)
            {
                _children[happened.TaskId] = happened.Other!;
            }
            else if (happened.Kind is HistoryKind.SubOrchestrationCompleted or HistoryKind.SubOrchestrationFailed)
            {
                _children.Remove(happened.TaskId);
            }
        }
    }

    private void SetTimer(HistoryEvent timer)
    {
        var epoch = State.Epoch;
        SetTimer(timer.TaskId, new DateTimeOffset(timer.Time!.Value, TimeSpan.Zero), () => new(engine.Meter.Begin())
        {
            Event = new() { Kind = HistoryKind.TimerFired, TaskId = timer.TaskId },
            Epoch = epoch,
        });
    }

    private void SetTimer(int id, DateTimeOffset due, Func<Message> message)
    {
        var timer = new DurableTimer(engine.Clock, due, () =>
        {
            StopTimer(id);
            Post(message());
        });
        lock (_timerGate)
        {
            if (!_timersStopped)
            {
                _timers[id] = timer;
                return;
            }
        }

        timer.Dispose();
    }

    private void StopTimer(int id)
    {
        lock (_timerGate)
        {
            if (_timers.Remove(id, out var timer))
            {
                timer.Dispose();
            }
        }
    }

    private void StopTimers()
    {
        lock (_timerGate)
        {
            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }

            _timers.Clear();
            _timersStopped = engine.Stopping.IsCancellationRequested || !State.IsOpen;
        }
    }
}
