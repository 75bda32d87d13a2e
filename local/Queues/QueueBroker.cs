using System.Collections.Concurrent;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Queues;

/// <summary>The queues of one host.</summary>
internal sealed class QueueBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private long _lastNumber = TimeProvider.System.GetUtcNow().Ticks;

    public QueueBroker(HostStorage storage, LocalClock clock, WorkMeter meter, QueueSettings settings)
    {
        (Storage, Clock, Meter, Settings) = (storage, clock, meter, settings);
        SentIds = new SentIds(storage, clock, settings.DuplicateWindow);
        Scheduled = new ScheduledMessages(this);
    }

    public HostStorage Storage { get; }

    public LocalClock Clock { get; }

    public WorkMeter Meter { get; }

    public QueueSettings Settings { get; }

    public SentIds SentIds { get; }

    public ScheduledMessages Scheduled { get; }

    /// <summary>Every queue that this host has used.</summary>
    public IReadOnlyList<LocalQueue> Queues => [.. _queues.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal)];

    public LocalQueue Queue(string name) => _queues.GetOrAdd(name, one => new LocalQueue(this, one));

    /// <summary>Rises, over restarts too, because the machine's clock does.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    public ValueTask DisposeAsync()
    {
        Scheduled.Dispose();
        return ValueTask.CompletedTask;
    }
}
