namespace Arshjulet.Local.Clock;

/// <summary>One timer of a <see cref="LocalClock"/>, ordered by when it is due and then by when it was made.</summary>
internal sealed class LocalTimer(LocalClock clock, Action callback, long number) : ITimer
{
    public static readonly IComparer<LocalTimer> ByDueTime = Comparer<LocalTimer>.Create(
        (one, other) => one.Due.CompareTo(other.Due) is var byTime and not 0 ? byTime : one.Number.CompareTo(other.Number));

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; set; }

    private long Number { get; } = number;

    public void Fire() => callback();

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
