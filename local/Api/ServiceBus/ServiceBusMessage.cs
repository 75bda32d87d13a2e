namespace Azure.Messaging.ServiceBus;

/// <summary>A message to be sent.</summary>
public class ServiceBusMessage
{
    public ServiceBusMessage()
        : this(new BinaryData(Array.Empty<byte>()))
    {
    }

    public ServiceBusMessage(string body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(BinaryData body) => Body = body;

    /// <summary>A message with the same content as one received.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage m)
    {
        ArgumentNullException.ThrowIfNull(m);
        (Body, MessageId, ContentType, CorrelationId, Subject) = (m.Body, m.MessageId, m.ContentType, m.CorrelationId, m.Subject);
        (To, ReplyTo, SessionId, PartitionKey, TimeToLive) = (m.To, m.ReplyTo, m.SessionId, m.PartitionKey, m.TimeToLive);
        foreach (var (name, value) in m.ApplicationProperties)
        {
            ApplicationProperties[name] = value;
        }
    }

    public BinaryData Body { get; set; }

    public string? MessageId { get; set; }

    public string? ContentType { get; set; }

    public string? CorrelationId { get; set; }

    public string? Subject { get; set; }

    public string? To { get; set; }

    public string? ReplyTo { get; set; }

    public string? SessionId { get; set; }

    public string? PartitionKey { get; set; }

    public TimeSpan TimeToLive { get; set; } = TimeSpan.MaxValue;

    /// <summary>Not delivered before this time, by the app's clock.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();
}
