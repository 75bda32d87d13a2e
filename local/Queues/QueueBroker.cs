using System.Collections.Concurrent;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Queues;

/// <summary>The queues of one host, under the namespace name that it offers to the app.</summary>
internal sealed class QueueBroker : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, QueueBroker> _brokers = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _namespace;
    private long _lastNumber = TimeProvider.System.GetUtcNow().Ticks;

    public QueueBroker(string @namespace, HostStorage storage, LocalClock clock, WorkMeter meter, QueueSettings settings)
    {
        (_namespace, Storage, Clock, Meter, Settings) = (@namespace, storage, clock, meter, settings);
        SentIds = new SentIds(storage, clock, settings.DuplicateWindow);
        Scheduled = new ScheduledMessages(this);
        _brokers[@namespace] = this;
    }

    public HostStorage Storage { get; }

    public LocalClock Clock { get; }

    public WorkMeter Meter { get; }

    public QueueSettings Settings { get; }

    public SentIds SentIds { get; }

    public ScheduledMessages Scheduled { get; }

    /// <summary>Every queue that this host has used or has a function for.</summary>
    public IReadOnlyList<LocalQueue> Queues => [.. _queues.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal)];

    /// <returns>Null when no host offers the namespace.</returns>
    public static QueueBroker? Of(string @namespace) => _brokers.GetValueOrDefault(@namespace);

    public LocalQueue Queue(string name) => _queues.GetOrAdd(name, one => new LocalQueue(this, one));

    /// <summary>Rises, over restarts too, because the machine's clock does.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);

    public ValueTask DisposeAsync()
    {
        _brokers.TryRemove(KeyValuePair.Create(_namespace, this));
        Scheduled.Dispose();
        return ValueTask.CompletedTask;
    }
}
