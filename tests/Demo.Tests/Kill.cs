namespace Arshjulet.Demo.Tests;

/// <summary>Something that is killed while somebody writes, once so many writes have been acknowledged.</summary>
internal sealed class Kill(int after)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _acknowledged;
    private int _underWay;

    /// <summary>So much is acknowledged, and more is under way: from now on nobody needs to be answered.</summary>
    public Task Begun => _begun.Task;

    /// <summary>It is dead, and was started again.</summary>
    public Task Over => _over.Task;

    /// <summary>Writes that are sent and not acknowledged.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public void Sent()
    {
        Interlocked.Increment(ref _underWay);
        BeginIfDue();
    }

    public void Acknowledged()
    {
        Interlocked.Decrement(ref _underWay);
        Interlocked.Increment(ref _acknowledged);
        BeginIfDue();
    }

    public void End() => _over.SetResult();

    /// <summary>Best at the heels of an acknowledgement: what was written in the same transaction has no answer yet.</summary>
    private void BeginIfDue()
    {
        if (Volatile.Read(ref _acknowledged) >= after && UnderWay > 0)
        {
            _begun.TrySetResult();
        }
    }
}
