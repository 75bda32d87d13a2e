using Arshjulet.Local.Queues;
using Azure.Core;

namespace Azure.Messaging.ServiceBus;

/// <summary>The way to the queues of a namespace; locally, of the host that offered the connection.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly QueueBroker? _broker;

    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
        : this(NamespaceOf(connectionString), options)
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
        : this(new Uri($"sb://{fullyQualifiedNamespace}"), options) => ArgumentNullException.ThrowIfNull(credential);

    protected ServiceBusClient()
    {
    }

    private ServiceBusClient(Uri endpoint, ServiceBusClientOptions options)
    {
        FullyQualifiedNamespace = endpoint.Host;
        Identifier = options?.Identifier ?? $"{endpoint.Host}-{Guid.NewGuid()}";
        _broker = QueueBroker.Of(endpoint.Host);
    }

    public virtual string FullyQualifiedNamespace { get; } = "";

    public virtual string Identifier { get; } = "";

    public virtual bool IsClosed { get; private set; }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => CreateSender(queueOrTopicName, new ServiceBusSenderOptions());

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => new(this, queueOrTopicName, options);

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => new(this, queueName, options);

    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal LocalQueue Queue(string name, SubQueue sub = SubQueue.None)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var queue = (_broker ?? throw new ServiceBusException(
            $"No local host offers the namespace '{FullyQualifiedNamespace}'.", ServiceBusFailureReason.ServiceCommunicationProblem)).Queue(name);
        return sub == SubQueue.DeadLetter ? queue.DeadLetters! : queue;
    }

    private static Uri NamespaceOf(string connectionString)
    {
        var endpoint = connectionString.Split(';').FirstOrDefault(part => part.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(endpoint?["Endpoint=".Length..], UriKind.Absolute, out var uri)
            ? uri
            : throw new FormatException("The connection string has no Endpoint.");
    }
}
