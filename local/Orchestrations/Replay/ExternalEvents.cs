using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>
/// Events that nobody has awaited yet, and waiters whose event has not come; by name without regard to case. Events are given in
/// the order they came, to the waiter that asked last, as on Azure: in a loop around Task.WhenAny the older waiters are abandoned ones.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly List<HistoryEvent> _unclaimed = [];
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The events that nobody has awaited, in the order they came.</summary>
    public IReadOnlyList<HistoryEvent> Unclaimed => _unclaimed;

    public bool HasWaiters => _waiters.Values.Any(w => w.Count > 0);

    /// <summary>Keeps an event that came after the code had returned.</summary>
    public void Keep(HistoryEvent raised) => _unclaimed.Add(raised);

    public void Raise(HistoryEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name!, out var waiters) && waiters.Count > 0)
        {
            var last = waiters[^1];
            waiters.RemoveAt(waiters.Count - 1);
            last.Pending.Complete(raised.Data);
        }
        else
        {
            _unclaimed.Add(raised);
        }
    }

    public Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var pending = new Pending<T>(new() { Kind = HistoryKind.EventRaised, Name = name }, converter);
        var at = _unclaimed.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
        {
            var raised = _unclaimed[at];
            _unclaimed.RemoveAt(at);
            pending.Complete(raised.Data);
            return pending.Task;
        }

        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters[name] = waiters = [];
        }
        else if (waiters.FirstOrDefault(w => w.Type != typeof(T)) is { } other)
        {
            throw new ArgumentException($"The event '{name}' is already awaited as {other.Type}, and cannot be awaited as {typeof(T)} too.");
        }

        var waiter = new Waiter(pending, typeof(T));
        waiters.Add(waiter);

        // A cancelled waiter leaves at once: an event must not be given to one who has gone.
        cancellation.Register(() =>
        {
            waiters.Remove(waiter);
            pending.Cancel(cancellation);
        });
        return pending.Task;
    }

    private sealed record Waiter(Pending Pending, Type Type);
}
