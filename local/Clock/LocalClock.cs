namespace Arshjulet.Local.Clock;

/// <summary>
/// The time of the app. Follows the machine's clock, or stands still and is moved by hand: then it goes from one due timer to the next,
/// and waits at each until what it caused is done. Never goes backwards, not over restarts either. All times are UTC.
/// </summary>
public sealed class LocalClock : TimeProvider, IDisposable
{
    /// <summary>A system timer takes at most 49 days; waking early costs nothing.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneMove = new(1, 1);
    private readonly SortedSet<LocalTimer> _due = new(LocalTimer.ByDueTime);
    private readonly WorkMeter _meter;
    private readonly ClockFile? _file;
    private readonly ITimer _alarm;
    private readonly List<Func<CancellationToken, Task>> _arrivals = [];
    private DateTimeOffset? _standsAt;
    private IDisposable? _atOnce;
    private long _timers;

    /// <param name="meter">What a move waits for.</param>
    /// <param name="file">Where the position is kept; null keeps it nowhere.</param>
    /// <param name="startAt">By hand from this time, or from the kept position if that is later. Null goes on as kept, or follows the machine.</param>
    public LocalClock(WorkMeter meter, ClockFile? file = null, DateTimeOffset? startAt = null)
    {
        _meter = meter;
        _file = file;
        _alarm = System.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _standsAt = (file?.Read(), startAt?.ToUniversalTime()) switch
        {
            (null, null) => null,
            (null, var start) => start,
            (var kept, null) => kept,
            var (kept, start) => kept > start ? kept : start,
        };
        Keep();
    }

    /// <summary>True when time passes only by <see cref="MoveToAsync"/>.</summary>
    public bool IsMovedByHand
    {
        get { lock (_gate) { return _standsAt is not null; } }
    }

    /// <summary>When the next timer is due; null when none is set. Can be earlier than now for an instant.</summary>
    public DateTimeOffset? NextDue
    {
        get { lock (_gate) { return _due.Min?.Due; } }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _standsAt ?? System.GetUtcNow();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new LocalTimer(this, () => callback(state), Interlocked.Increment(ref _timers));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs at the end of every move, for what looks at where the clock arrived and not at what lay on the way.</summary>
    public void OnArrival(Func<CancellationToken, Task> look)
    {
        lock (_gate)
        {
            _arrivals.Add(look);
        }
    }

    /// <summary>
    /// Goes to a time, stopping at each timer on the way, in order. A clock that followed the machine is moved by hand from then on.
    /// </summary>
    /// <param name="target">A time that is not before now.</param>
    /// <param name="progress">Told each stop.</param>
    /// <param name="cancellation">Leaves the clock at the stop where it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target lies before now.</exception>
    public async Task MoveToAsync(DateTimeOffset target, IProgress<DateTimeOffset>? progress = null, CancellationToken cancellation = default)
    {
        target = target.ToUniversalTime();
        await _oneMove.WaitAsync(cancellation);
        try
        {
            var now = GetUtcNow();
            ArgumentOutOfRangeException.ThrowIfLessThan(target, now);
            StandAt(now);
            await _meter.WhenIdleAsync(cancellation);
            while (TakeDue(target) is { } due)
            {
                progress?.Report(GetUtcNow());
                Fire(due);
                await _meter.WhenIdleAsync(cancellation);
            }

            StandAt(target);
            await ArriveAsync(cancellation);
            progress?.Report(target);
        }
        finally
        {
            _oneMove.Release();
        }
    }

    /// <summary>Moves to when the next timer is due.</summary>
    /// <returns>False when no timer is set; the clock has not moved then.</returns>
    public async Task<bool> MoveToNextAsync(CancellationToken cancellation = default)
    {
        await _meter.WhenIdleAsync(cancellation);
        if (NextDue is not { } next)
        {
            return false;
        }

        var now = GetUtcNow();
        await MoveToAsync(next > now ? next : now, null, cancellation);
        return true;
    }

    public void Dispose()
    {
        _alarm.Dispose();
        _atOnce?.Dispose();
        _oneMove.Dispose();
    }

    internal void Set(LocalTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = (_standsAt ?? System.GetUtcNow()) + dueTime;
                _due.Add(timer);
                if (_standsAt is not null && dueTime <= TimeSpan.Zero)
                {
                    // Due at once, also where time stands still; not on this thread, which may hold the caller's locks.
                    // Work is under way until then, or the host would pass for idle in between.
                    _atOnce ??= _meter.Begin();
                    _alarm.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                }
            }

            SetAlarm();
        }
    }

    internal void Remove(LocalTimer timer)
    {
        lock (_gate)
        {
            _due.Remove(timer);
        }
    }

    private async Task ArriveAsync(CancellationToken cancellation)
    {
        Func<CancellationToken, Task>[] arrivals;
        lock (_gate)
        {
            arrivals = [.. _arrivals];
        }

        foreach (var look in arrivals)
        {
            await look(cancellation);
        }

        await _meter.WhenIdleAsync(cancellation);
    }

    private void FireDue()
    {
        while (TakeDue(GetUtcNow()) is { } due)
        {
            Fire(due);
        }

        IDisposable? fired = null;
        lock (_gate)
        {
            SetAlarm();

            // One that became due at once meanwhile has its own alarm coming.
            if (_standsAt is null || !(_due.Min?.Due <= _standsAt))
            {
                (fired, _atOnce) = (_atOnce, null);
            }
        }

        fired?.Dispose();
    }

    private static void Fire((LocalTimer Timer, IDisposable Work) due)
    {
        using (due.Work)
        {
            due.Timer.Fire();
        }
    }

    /// <summary>
    /// The first timer due by <paramref name="limit"/>; a clock moved by hand goes to its time. Work is under way from here, so that
    /// nobody moves on between taking a timer and firing it.
    /// </summary>
    private (LocalTimer Timer, IDisposable Work)? TakeDue(DateTimeOffset limit)
    {
        lock (_gate)
        {
            if (_due.Min is not { } timer || timer.Due > limit)
            {
                return null;
            }

            _due.Remove(timer);
            if (_standsAt is not null)
            {
                StandAt(timer.Due);
            }

            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
                _due.Add(timer);
            }

            return (timer, _meter.Begin());
        }
    }

    private void StandAt(DateTimeOffset time)
    {
        lock (_gate)
        {
            if (_standsAt is { } now && now >= time)
            {
                return;
            }

            _standsAt = time;
            Keep();
        }
    }

    private void Keep()
    {
        if (_standsAt is { } time)
        {
            _file?.Write(time);
        }
    }

    private void SetAlarm()
    {
        if (_standsAt is null && _due.Min is { } first)
        {
            var wait = first.Due - System.GetUtcNow();
            _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
        }
    }
}
