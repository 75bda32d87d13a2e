using System.Runtime.CompilerServices;
using Arshjulet.Local.Queues;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue or its dead letters.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private static readonly TimeSpan _usualWait = TimeSpan.FromSeconds(60);
    private readonly ServiceBusClient? _client;
    private readonly SubQueue _sub;

    protected ServiceBusReceiver()
    {
    }

    internal ServiceBusReceiver(ServiceBusClient client, string queue, ServiceBusReceiverOptions options)
    {
        _client = client;
        _sub = options.SubQueue;
        EntityPath = _sub == SubQueue.DeadLetter ? $"{queue}/$DeadLetterQueue" : queue;
        Name = queue;
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        Identifier = options.Identifier ?? $"{queue}-{Guid.NewGuid()}";
    }

    public virtual string EntityPath { get; } = "";

    public virtual string FullyQualifiedNamespace => _client?.FullyQualifiedNamespace ?? "";

    public virtual string Identifier { get; } = "";

    public virtual bool IsClosed { get; private set; }

    public virtual int PrefetchCount { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    private string Name { get; } = "";

    /// <returns>Null when none came within the wait.</returns>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken) is [var message, ..] ? message : null;

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        var queue = Queue();
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var messages = await queue.ReceiveAsync(maxMessages, cancellationToken);
            var left = (maxWaitTime ?? _usualWait) - TimeProvider.System.GetElapsedTime(started);
            if (messages.Count > 0 || left <= TimeSpan.Zero)
            {
                foreach (var message in messages.Where(_ => ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete))
                {
                    await message.Delivery!.CompleteAsync(cancellationToken);
                }

                return messages;
            }

            await queue.WaitForMessagesAsync(left, cancellationToken);
        }
    }

    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            foreach (var message in await ReceiveMessagesAsync(1, null, cancellationToken))
            {
                yield return message;
            }
        }
    }

    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [var message, ..] ? message : null;

    /// <summary>Looks without locking; at most 32, and locally only those that nobody has locked.</summary>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        Queue().PeekAsync(maxMessages, fromSequenceNumber, cancellationToken);

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Delivery.Of(message).CompleteAsync(cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Delivery.Of(message).AbandonAsync(propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Delivery.Of(message).DeadLetterAsync(null, null, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        Delivery.Of(message).DeadLetterAsync(deadLetterReason, deadLetterErrorDescription, null, cancellationToken);

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Delivery.Of(message).RenewAsync(cancellationToken);

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    private LocalQueue Queue()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return _client!.Queue(Name, _sub);
    }
}
