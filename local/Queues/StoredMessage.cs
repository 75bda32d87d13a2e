using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Local.Queues;

/// <summary>A message as it lies in storage.</summary>
internal sealed record StoredMessage
{
    public byte[] Body { get; init; } = [];

    public string? MessageId { get; init; }

    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? SessionId { get; init; }

    public string? PartitionKey { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public Dictionary<string, TypedValue> Properties { get; init; } = [];

    public long SequenceNumber { get; init; }

    public DateTimeOffset EnqueuedTime { get; init; }

    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    public int DeliveryCount { get; init; }

    public string? DeadLetterReason { get; init; }

    public string? DeadLetterDescription { get; init; }

    public string? DeadLetterSource { get; init; }

    /// <summary>The blob that holds the whole message, when it is too long for a queue.</summary>
    public string? Blob { get; init; }

    public static StoredMessage From(ServiceBusMessage message, long number) => new()
    {
        Body = message.Body.ToArray(),
        MessageId = message.MessageId ?? Guid.NewGuid().ToString("N"),
        ContentType = message.ContentType,
        CorrelationId = message.CorrelationId,
        Subject = message.Subject,
        To = message.To,
        ReplyTo = message.ReplyTo,
        SessionId = message.SessionId,
        PartitionKey = message.PartitionKey,
        TimeToLive = message.TimeToLive == TimeSpan.MaxValue ? null : message.TimeToLive,
        Properties = WriteProperties(message.ApplicationProperties),
        SequenceNumber = number,
        ScheduledEnqueueTime = message.ScheduledEnqueueTime == default ? null : message.ScheduledEnqueueTime.ToUniversalTime(),
    };

    /// <summary>The message as the app receives it.</summary>
    /// <param name="deliveries">How often it has been delivered.</param>
    /// <param name="lockToken">The lock; default for a message that was only peeked at.</param>
    /// <param name="lockedUntil">When the lock ends.</param>
    public ServiceBusReceivedMessage ToReceived(int deliveries = 0, Guid lockToken = default, DateTimeOffset lockedUntil = default)
    {
        var properties = ReadProperties().ToDictionary();
        if (DeadLetterSource is not null)
        {
            properties["DeadLetterReason"] = DeadLetterReason ?? "";
            properties["DeadLetterErrorDescription"] = DeadLetterDescription ?? "";
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromBytes(Body), messageId: MessageId, partitionKey: PartitionKey, sessionId: SessionId, timeToLive: TimeToLive ?? TimeSpan.MaxValue,
            correlationId: CorrelationId, subject: Subject, to: To, contentType: ContentType, replyTo: ReplyTo,
            scheduledEnqueueTime: ScheduledEnqueueTime ?? default, properties: properties, lockTokenGuid: lockToken, deliveryCount: Math.Max(deliveries, DeliveryCount),
            lockedUntil: lockedUntil, sequenceNumber: SequenceNumber, deadLetterSource: DeadLetterSource, enqueuedTime: EnqueuedTime);
    }

    public static StoredMessage Read(string text) => JsonSerializer.Deserialize<StoredMessage>(text)!;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>About what the service counts: the body, the properties, and a little for each field.</summary>
    public static long SizeOf(ServiceBusMessage message) =>
        message.Body.ToMemory().Length + 100 + message.ApplicationProperties.Sum(property => 20 + property.Key.Length + Encoding.UTF8.GetByteCount($"{property.Value}"));

    /// <exception cref="NotSupportedException">A value is of a type that messages cannot carry.</exception>
    public static Dictionary<string, TypedValue> WriteProperties(IDictionary<string, object> properties) =>
        properties.ToDictionary(property => property.Key, property => TypedValue.From(property.Key, property.Value));

    public IReadOnlyDictionary<string, object> ReadProperties() => Properties.ToDictionary(property => property.Key, property => property.Value.Read());

    /// <summary>A property's value with its type, so that an int comes back as an int.</summary>
    internal sealed record TypedValue(TypeCode Type, string Text)
    {
        private const TypeCode Offset = (TypeCode)100;
        private const TypeCode Guid = (TypeCode)101;
        private const TypeCode Span = (TypeCode)102;

        public static TypedValue From(string name, object value) => value switch
        {
            DateTimeOffset time => new TypedValue(Offset, time.ToString("O", CultureInfo.InvariantCulture)),
            DateTime time => new TypedValue(TypeCode.DateTime, time.ToString("O", CultureInfo.InvariantCulture)),
            Guid guid => new TypedValue(Guid, guid.ToString()),
            TimeSpan span => new TypedValue(Span, span.ToString("c", CultureInfo.InvariantCulture)),
            string or IConvertible => new TypedValue(Convert.GetTypeCode(value), Convert.ToString(value, CultureInfo.InvariantCulture)!),
            _ => throw new NotSupportedException($"The property '{name}' is a {value?.GetType().Name ?? "null"}, which a message cannot carry."),
        };

        public object Read() => Type switch
        {
            Offset => DateTimeOffset.Parse(Text, CultureInfo.InvariantCulture),
            TypeCode.DateTime => DateTime.Parse(Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            Guid => System.Guid.Parse(Text),
            Span => TimeSpan.Parse(Text, CultureInfo.InvariantCulture),
            _ => Convert.ChangeType(Text, Type, CultureInfo.InvariantCulture),
        };
    }
}
