namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that are sent together, within the service's size.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    /// <summary>256 KB, the standard tier's largest message.</summary>
    internal const long StandardSize = 256 * 1024;

    private readonly List<ServiceBusMessage> _messages = [];

    internal ServiceBusMessageBatch(long size) => MaxSizeInBytes = size;

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => _messages.Count;

    internal IReadOnlyList<ServiceBusMessage> Messages => _messages;

    /// <returns>False when the message no longer fits.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        var size = SizeInBytes + Arshjulet.Local.Queues.StoredMessage.SizeOf(message);
        if (size > MaxSizeInBytes)
        {
            return false;
        }

        SizeInBytes = size;
        _messages.Add(message);
        return true;
    }

    public void Dispose() => _messages.Clear();
}
