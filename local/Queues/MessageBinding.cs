using System.Reflection;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.Queues;

/// <summary>A message as a function's parameters ask for it.</summary>
internal static class MessageBinding
{
    public static void Describe(ServiceBusReceivedMessage message, Dictionary<string, object?> data)
    {
        data["MessageId"] = message.MessageId;
        data["DeliveryCount"] = message.DeliveryCount;
        data["SequenceNumber"] = message.SequenceNumber;
        data["EnqueuedTimeUtc"] = message.EnqueuedTime.UtcDateTime;
        data["CorrelationId"] = message.CorrelationId;
        data["Subject"] = message.Subject;
        data["ContentType"] = message.ContentType;
        data["SessionId"] = message.SessionId;
    }

    /// <exception cref="JsonException">The body is not what the parameter asks for.</exception>
    public static bool TryBind(ServiceBusReceivedMessage message, ParameterInfo parameter, bool isTrigger, out object? value)
    {
        var type = parameter.ParameterType;
        value = type == typeof(ServiceBusMessageActions) ? new ServiceBusMessageActions()
            : type == typeof(ServiceBusReceivedMessage) ? message
            : !isTrigger ? null
            : type == typeof(string) ? message.Body.ToString()
            : type == typeof(byte[]) ? message.Body.ToArray()
            : type == typeof(BinaryData) ? message.Body
            : JsonSerializer.Deserialize(message.Body, type, JsonSerializerOptions.Web);
        return value is not null;
    }
}
