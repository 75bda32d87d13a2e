using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

internal sealed partial class Instance
{
    private const int StartTimer = -1;

    private readonly Dictionary<int, DurableTimer> _timers = [];
    private readonly Lock _timerGate = new();
    private bool _timersStopped;

    /// <summary>Reads its history and starts what the history leaves open. True if it is to begin now.</summary>
    private async Task<bool> LoadAsync()
    {
        var rows = await Outage.OutlastAsync(() => engine.Store.HistoryAsync(State.Id, engine.Aborting), engine.Log, engine.Stopping);
        if (rows.Any(r => r.Epoch < State.Epoch))
        {
            engine.Tidy(() => engine.Store.DeleteHistoryBeforeAsync(State.Id, State.Epoch, engine.Aborting));
        }

        _past = [.. rows.Where(r => r.Epoch == State.Epoch).SelectMany(r => r.Events)];
        _open.Apply(_past);
        _loaded = true;
        _begun = _past.Any(e => e.ExecutionStarted is not null);
        foreach (var open in _open.All)
        {
            if (open.TaskScheduled is not null)
            {
                engine.Activities.Start(this, open, State.Epoch);
            }
            else if (open.TimerCreated is not null)
            {
                SetTimer(open);
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

    private void SetTimer(HistoryEvent created)
    {
        var (number, due, epoch) = (created.EventId, created.TimerCreated.FireAt, State.Epoch);
        SetTimer(number, due.ToDateTimeOffset(), () => new(engine.Meter.Begin())
        {
            Event = HistoryEvents.At(engine.Clock.GetUtcNow(), e => e.TimerFired = new TimerFiredEvent { TimerId = number, FireAt = due }),
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
