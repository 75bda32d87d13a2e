using System.Collections.Concurrent;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Queues;

/// <summary>The queues of one host.</summary>
internal sealed class QueueBroker(HostStorage storage, LocalClock clock, QueueSettings settings)
{
    private readonly ConcurrentDictionary<string, LocalQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private long _lastNumber = TimeProvider.System.GetUtcNow().Ticks;

    public HostStorage Storage => storage;

    public LocalClock Clock => clock;

    public QueueSettings Settings => settings;

    public SentIds SentIds { get; } = new(storage, clock, settings.DuplicateWindow);

    /// <summary>Every queue that this host has used.</summary>
    public IReadOnlyList<LocalQueue> Queues => [.. _queues.Values.OrderBy(queue => queue.Name, StringComparer.Ordinal)];

    public LocalQueue Queue(string name) => _queues.GetOrAdd(name, one => new LocalQueue(this, one));

    /// <summary>Rises, over restarts too, because the machine's clock does.</summary>
    public long NextNumber() => Interlocked.Increment(ref _lastNumber);
}
