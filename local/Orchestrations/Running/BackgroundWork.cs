namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>Work that nobody awaits at once, but that a stop waits for.</summary>
internal sealed class BackgroundWork(Action<Exception> failed)
{
    private readonly Lock _gate = new();
    private int _underWay;
    private TaskCompletionSource? _done;

    /// <summary>Runs it on the thread pool, without the caller's execution context.</summary>
    public void Run(Func<Task> work)
    {
        lock (_gate)
        {
            _underWay++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static s => _ = s.This.RunAsync(s.Work), (This: this, Work: work), preferLocal: false);
    }

    public Task WhenDoneAsync()
    {
        lock (_gate)
        {
            return _underWay == 0 ? Task.CompletedTask : (_done ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Whatever it is: a fault that nobody awaits must still stop the engine and not go unnoticed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            failed(fault);
        }
        finally
        {
            TaskCompletionSource? done = null;
            lock (_gate)
            {
                if (--_underWay == 0)
                {
                    (done, _done) = (_done, null);
                }
            }

            done?.SetResult();
        }
    }
}
