namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>Fires once when the host's clock has reached a moment, however far ahead that is.</summary>
internal sealed class DurableTimer : IDisposable
{
    // The longest wait that a timer takes is 49.7 days; what is further off is waited for in parts.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40), Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _due;
    private readonly Action _fire;
    private readonly ITimer _timer;

    public DurableTimer(TimeProvider clock, DateTimeOffset due, Action fire)
    {
        (_clock, _due, _fire) = (clock, due, fire);
        _timer = clock.CreateTimer(static timer => ((DurableTimer)timer!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm(TimeSpan.Zero);
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(TimeSpan least)
    {
        var wait = _due - _clock.GetUtcNow();
        _timer.Change(wait > Longest ? Longest : wait > least ? wait : least, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        if (_clock.GetUtcNow() < _due)
        {
            Arm(Shortest);
        }
        else
        {
            _fire();
        }
    }
}
