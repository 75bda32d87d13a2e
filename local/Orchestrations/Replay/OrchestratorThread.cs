namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>
/// Runs an orchestrator's code: on one thread a turn, one continuation after the other. What arrives from any other thread was
/// awaited elsewhere than in the orchestration's own context, and cannot be repeated.
/// </summary>
internal sealed class OrchestratorThread(Action foreign) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private Thread? _thread;

    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Runs the code and all that follows from it, until it waits for something that has not happened.</summary>
    public void Run(Action code)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        _thread = Thread.CurrentThread;
        try
        {
            code();
            while (_queue.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            _thread = null;
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _queue.Enqueue((d, state));
        }
        else
        {
            foreign();
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            d(state);
        }
        else
        {
            foreign();
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
