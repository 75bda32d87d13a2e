using Arshjulet.Local.Queues;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as received, with its lock.</summary>
public class ServiceBusReceivedMessage
{
    internal ServiceBusReceivedMessage(StoredMessage stored, Delivery? delivery)
    {
        Stored = stored;
        Delivery = delivery;
        ApplicationProperties = stored.ReadProperties();
    }

    public BinaryData Body => new(Stored.Body);

    public string? MessageId => Stored.MessageId;

    public string? ContentType => Stored.ContentType;

    public string? CorrelationId => Stored.CorrelationId;

    public string? Subject => Stored.Subject;

    public string? To => Stored.To;

    public string? ReplyTo => Stored.ReplyTo;

    public string? SessionId => Stored.SessionId;

    public string? PartitionKey => Stored.PartitionKey;

    public TimeSpan TimeToLive => Stored.TimeToLive ?? TimeSpan.MaxValue;

    public string? DeadLetterReason => Stored.DeadLetterReason;

    public string? DeadLetterErrorDescription => Stored.DeadLetterDescription;

    public string? DeadLetterSource => Stored.DeadLetterSource;

    public long SequenceNumber => Stored.SequenceNumber;

    public DateTimeOffset EnqueuedTime => Stored.EnqueuedTime;

    public DateTimeOffset ScheduledEnqueueTime => Stored.ScheduledEnqueueTime ?? default;

    public int DeliveryCount => Delivery?.Count ?? Stored.DeliveryCount;

    public DateTimeOffset LockedUntil => Delivery?.LockedUntil ?? default;

    public string LockToken => (Delivery?.Token ?? Guid.Empty).ToString();

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; }

    internal StoredMessage Stored { get; }

    internal Delivery? Delivery { get; }
}

/// <summary>Makes messages for tests.</summary>
public static class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData? body = null,
        string? messageId = null,
        string? partitionKey = null,
        string? viaPartitionKey = null,
        string? sessionId = null,
        string? replyToSessionId = null,
        TimeSpan timeToLive = default,
        string? correlationId = null,
        string? subject = null,
        string? to = null,
        string? contentType = null,
        string? replyTo = null,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object>? properties = null,
        Guid lockTokenGuid = default,
        int deliveryCount = 0,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string? deadLetterSource = null,
        long enqueuedSequenceNumber = 0,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active) =>
        new(
            new StoredMessage
            {
                Body = body?.ToArray() ?? [],
                MessageId = messageId,
                PartitionKey = partitionKey,
                SessionId = sessionId,
                TimeToLive = timeToLive,
                CorrelationId = correlationId,
                Subject = subject,
                To = to,
                ContentType = contentType,
                ReplyTo = replyTo,
                ScheduledEnqueueTime = scheduledEnqueueTime,
                Properties = StoredMessage.WriteProperties(properties ?? new Dictionary<string, object>()),
                DeliveryCount = deliveryCount,
                SequenceNumber = sequenceNumber,
                DeadLetterSource = deadLetterSource,
                EnqueuedTime = enqueuedTime,
            },
            delivery: null);
}
