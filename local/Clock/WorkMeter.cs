namespace Arshjulet.Local.Clock;

/// <summary>
/// Counts work under way in this process (an orchestrator's turn, an activity, a timer function), from the moment it
/// is due or enqueued until its effects are stored. The clock that is moved by hand waits for zero between two steps, so that
/// what a moment causes has happened before the next moment comes.
/// </summary>
public sealed class WorkMeter
{
    private readonly Lock _gate = new();
    private int _underWay;
    private TaskCompletionSource? _idle;

    /// <summary>How many pieces of work are under way now.</summary>
    public int UnderWay
    {
        get { lock (_gate) { return _underWay; } }
    }

    /// <summary>One piece of work begins; dispose the result (once) when its effects are stored.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
        {
            _underWay++;
        }

        return new Piece(this);
    }

    /// <summary>Completes when nothing is under way. Completed at once if nothing is.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_underWay == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellation);
        }
    }

    private void End()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_underWay == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
    }

    private sealed class Piece(WorkMeter meter) : IDisposable
    {
        private WorkMeter? _meter = meter;

        public void Dispose() => Interlocked.Exchange(ref _meter, null)?.End();
    }
}
