using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Local.Queues;

/// <summary>Messages as bytes of the AMQP standard, written and read by Microsoft's own types, with the annotations that the service gives them.</summary>
internal static class AmqpMessages
{
    public const string ReasonProperty = "DeadLetterReason", DescriptionProperty = "DeadLetterErrorDescription";

    public static byte[] Write(AmqpAnnotatedMessage message) => message.ToBytes().ToArray();

    public static AmqpAnnotatedMessage Read(byte[] written) => AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(written));

    /// <summary>A copy of the message as the queue stores it.</summary>
    public static AmqpAnnotatedMessage Enqueued(AmqpAnnotatedMessage message, long number, DateTimeOffset time)
    {
        var enqueued = Read(Write(message));
        enqueued.MessageAnnotations["x-opt-sequence-number"] = number;
        enqueued.MessageAnnotations["x-opt-enqueued-time"] = time.UtcDateTime;
        return enqueued;
    }

    /// <summary>A copy with these application properties, which replace those of the same names.</summary>
    public static AmqpAnnotatedMessage With(AmqpAnnotatedMessage message, IDictionary<string, object> properties)
    {
        var with = Read(Write(message));
        foreach (var (name, value) in properties)
        {
            with.ApplicationProperties[name] = value;
        }

        return with;
    }

    /// <summary>A copy as a dead letter.</summary>
    public static AmqpAnnotatedMessage Dead(AmqpAnnotatedMessage message, string queue, int deliveries, IDictionary<string, object> reasons)
    {
        var letter = With(message, reasons);
        letter.Header.DeliveryCount = (uint)deliveries;
        letter.MessageAnnotations["x-opt-deadletter-source"] = queue;
        return letter;
    }

    /// <summary>A copy of a dead letter, as if it had just been sent.</summary>
    public static AmqpAnnotatedMessage Revived(AmqpAnnotatedMessage letter)
    {
        var again = Read(Write(letter));
        again.Header.DeliveryCount = null;
        again.MessageAnnotations.Remove("x-opt-deadletter-source");
        again.ApplicationProperties.Remove(ReasonProperty);
        again.ApplicationProperties.Remove(DescriptionProperty);
        return again;
    }

    /// <summary>The message as the app receives it.</summary>
    /// <param name="message">As it is in the queue.</param>
    /// <param name="deliveries">How often it has been delivered; 0 for one that is only looked at.</param>
    /// <param name="lockToken">Names its lock.</param>
    /// <param name="lockedUntil">When the lock ends.</param>
    public static ServiceBusReceivedMessage Received(
        AmqpAnnotatedMessage message, int deliveries = 0, Guid lockToken = default, DateTimeOffset lockedUntil = default)
    {
        var received = Read(Write(message));
        received.Header.DeliveryCount = Math.Max((uint)deliveries, received.Header.DeliveryCount ?? 0);
        received.MessageAnnotations["x-opt-locked-until"] = lockedUntil.UtcDateTime;
        return ServiceBusReceivedMessage.FromAmqpMessage(received, BinaryData.FromBytes(lockToken.ToByteArray()));
    }
}
