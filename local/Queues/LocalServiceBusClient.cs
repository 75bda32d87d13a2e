using Azure.Messaging.ServiceBus;

namespace Arshjulet.Local.Queues;

/// <summary>The Service Bus client that the app gets on the local host: queues only, by the types of Microsoft's package.</summary>
internal sealed class LocalServiceBusClient(QueueBroker broker) : ServiceBusClient
{
    public override string FullyQualifiedNamespace => "local.servicebus.invalid";

    public override ServiceBusSender CreateSender(string queueOrTopicName) => new LocalServiceBusSender(broker.Queue(queueOrTopicName));

    public override ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => CreateSender(queueOrTopicName);

    public override ServiceBusReceiver CreateReceiver(string queueName) => new LocalServiceBusReceiver(broker.Queue(queueName));

    public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options)
    {
        if (options.ReceiveMode != ServiceBusReceiveMode.PeekLock)
        {
            throw new NotSupportedException("The local host's queues are received from by peek-lock.");
        }

        var queue = broker.Queue(queueName);
        return new LocalServiceBusReceiver(options.SubQueue == SubQueue.DeadLetter ? queue.DeadLetters! : queue);
    }

#pragma warning disable CA2215 // The base class would close a connection, and there is none.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
}
