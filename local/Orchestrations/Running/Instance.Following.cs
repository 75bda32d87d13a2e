using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.Running;

internal sealed partial class Instance
{
    /// <summary>Starts what a stored turn asked for.</summary>
    private void Follow(TurnCommit commit, TurnEffects effects)
    {
        _begun = true;
        if (!State.IsOpen)
        {
            Send(commit);
            Close();
            return;
        }

        if (State.Epoch != commit.Before.Epoch)
        {
            StartOver();
            Send(commit);
            return;
        }

        _past.AddRange(commit.Events);
        _open.Apply(commit.Events);
        foreach (var asked in effects.Asked)
        {
            if (asked.TaskScheduled is not null)
            {
                engine.Activities.Start(this, asked, State.Epoch);
            }
            else if (asked.TimerCreated is not null)
            {
                SetTimer(asked);
            }
        }

        Send(commit);
    }

    private void StartOver()
    {
        StopTimers();
        _open.Clear();
        _past = [];
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
