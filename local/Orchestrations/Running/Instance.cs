using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>An instance that has not ended. It handles its messages in turns, one at a time.</summary>
internal sealed partial class Instance(OrchestrationEngine engine, InstanceState state, bool isNew)
{
    private readonly Lock _gate = new();
    private readonly Queue<Message> _mailbox = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _running;
    private bool _closed;

    /// <summary>As last stored.</summary>
    public InstanceState State { get; private set; } = state;

    /// <summary>Completes when another turn has been stored.</summary>
    public Task Changed
    {
        get { lock (_gate) { return _changed.Task; } }
    }

    /// <summary>Begins a new instance, at once or at the time it was scheduled for.</summary>
    public void Begin()
    {
        if (State.StartAt is { } at && at > engine.Clock.GetUtcNow())
        {
            SetTimer(StartTimer, at, () => new(engine.Meter.Begin()) { Start = true });
        }
        else
        {
            Post(new(engine.Meter.Begin()) { Start = true });
        }
    }

    /// <summary>Gives it something for its next turn; false if it has ended.</summary>
    public bool Post(Message message)
    {
        lock (_gate)
        {
            if (_closed || engine.Stopping.IsCancellationRequested)
            {
                message.Piece.Dispose();
                return !_closed;
            }

            _mailbox.Enqueue(message);
            if (_running)
            {
                return true;
            }

            _running = true;
        }

        engine.Background.Run(RunAsync);
        return true;
    }

    /// <summary>The engine stops: nothing more happens here. Nothing is lost, since everything is stored or can be repeated.</summary>
    public void Abandon()
    {
        StopTimers();
        lock (_gate)
        {
            while (_mailbox.TryDequeue(out var message))
            {
                message.Piece.Dispose();
            }
        }
    }

    private async Task RunAsync()
    {
        while (TakeMessages() is { } messages)
        {
            try
            {
                await engine.Turns.WaitAsync(engine.Stopping);
                try
                {
                    await TurnAsync(messages);
                }
                finally
                {
                    engine.Turns.Release();
                }
            }
            finally
            {
                messages.ForEach(m => m.Piece.Dispose());
            }
        }
    }

    private List<Message>? TakeMessages()
    {
        lock (_gate)
        {
            if (_closed || _mailbox.Count == 0)
            {
                _running = false;
                return null;
            }

            // Results have no rows and cost no operation of the batch: only stored messages count.
            List<Message> taken = [];
            for (var rows = 0; rows < engine.Options.MaxMessagesPerTurn && _mailbox.TryDequeue(out var message);)
            {
                taken.Add(message);
                rows += message.RowKey is null ? 0 : 1;
            }

            return taken;
        }
    }

    /// <summary>Leaves messages that were taken to the next turn, before all others.</summary>
    private void PutBack(IEnumerable<Message> messages)
    {
        lock (_gate)
        {
            if (engine.Stopping.IsCancellationRequested)
            {
                // They are stored, and read at the next start.
                return;
            }

            Message[] others = [.. _mailbox];
            _mailbox.Clear();
            foreach (var message in messages.Select(m => m with { Piece = engine.Meter.Begin() }).Concat(others))
            {
                _mailbox.Enqueue(message);
            }
        }
    }

    private void Close()
    {
        StopTimers();
        List<Message> left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _early, .. _mailbox];
            _mailbox.Clear();
        }

        engine.Instances.Remove(this);
        left.ForEach(m => m.Piece.Dispose());
        foreach (var row in left.Select(m => m.RowKey).OfType<string>())
        {
            engine.Tidy(() => engine.Store.DeleteRowAsync(State.Id, row, engine.Aborting));
        }
    }

    private void Announce()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
