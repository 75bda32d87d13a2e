using System.Collections.Concurrent;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Arshjulet.Local.Queues;

/// <summary>One queue, on a queue of the storage account. Its dead letters are a queue beside it.</summary>
internal sealed class LocalQueue
{
    /// <summary>The largest message that a queue of the Standard tier takes.</summary>
    public const int LargestMessage = 256 * 1024;

    /// <summary>A storage queue takes 64 KB; a longer message is in a blob.</summary>
    private const int LongestText = 48 * 1024;

    // Not a character of Base64: no message begins so.
    private const string InBlob = "blob:";

    private readonly QueueBroker _broker;
    private readonly QueueClient _queue;
    private readonly BlobContainerClient _long;
    private readonly ConcurrentDictionary<string, Delivery> _locked = new();
    private readonly MadeOnce _made;

    public LocalQueue(QueueBroker broker, string name, bool isDeadLetters = false)
    {
        _broker = broker;
        Name = name;
        _queue = broker.Storage.Queues.GetQueueClient(QueueNames.InStorage(name, isDeadLetters));
        _long = broker.Storage.Blobs.GetBlobContainerClient("local-queue-messages");
        _made = new MadeOnce(() => Task.WhenAll(_queue.CreateIfNotExistsAsync(), _long.CreateIfNotExistsAsync()));
        DeadLetters = isDeadLetters ? null : new LocalQueue(broker, name, isDeadLetters: true);
    }

    public string Name { get; }

    /// <summary>Null on a queue of dead letters.</summary>
    public LocalQueue? DeadLetters { get; }

    public QueueSettings Settings => _broker.Settings;

    public static long SizeOf(ServiceBusMessage message) => AmqpMessages.Write(message.GetRawAmqpMessage()).Length;

    public static NotSupportedException NothingIsScheduled() => new("The local host has no scheduled messages; use a durable timer.");

    public async Task SendAsync(ServiceBusMessage message, CancellationToken cancellation)
    {
        if (SizeOf(message) > LargestMessage)
        {
            throw new ServiceBusException("The message is larger than 256 KB.", ServiceBusFailureReason.MessageSizeExceeded, Name);
        }

        if (message.ScheduledEnqueueTime != default)
        {
            throw NothingIsScheduled();
        }

        if (message.MessageId is { } known && await _broker.SentIds.ContainAsync(Name, known, cancellation))
        {
            return;
        }

        await EnqueueAsync(message.GetRawAmqpMessage(), cancellation);
        if (message.MessageId is { } sent)
        {
            await _broker.SentIds.AddAsync(Name, sent);
        }
    }

    /// <summary>Puts a message on the queue now.</summary>
    public async Task EnqueueAsync(AmqpAnnotatedMessage message, CancellationToken cancellation)
    {
        await _made.Value;
        var text = await WriteAsync(AmqpMessages.Enqueued(message, _broker.NextNumber(), _broker.Clock.GetUtcNow()), cancellation);
        await _queue.SendMessageAsync(text, null, TimeSpan.FromSeconds(-1), cancellation);
    }

    /// <summary>Locks and returns messages; those delivered too often become dead letters instead.</summary>
    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(int max, CancellationToken cancellation)
    {
        await _made.Value;
        var found = await _queue.ReceiveMessagesAsync(Math.Clamp(max, 1, 32), _broker.Settings.LockDuration, cancellation);
        var deliveries = new List<Delivery>();
        foreach (var item in found.Value)
        {
            var delivery = new Delivery(this, await ReadAsync(item.MessageText, cancellation), item, _broker.Settings.LockDuration);
            if (DeadLetters is not null && item.DequeueCount > _broker.Settings.MaxDeliveryCount)
            {
                await delivery.DeadLetterAsync("MaxDeliveryCountExceeded", $"Delivered {item.DequeueCount - 1} times without success.", null, cancellation);
                continue;
            }

            _locked[delivery.Token.ToString()] = delivery;
            deliveries.Add(delivery);
        }

        return deliveries;
    }

    /// <summary>The delivery that a received message's lock belongs to.</summary>
    /// <exception cref="ServiceBusException">The message was settled, or was not received under lock here.</exception>
    public Delivery LockedBy(ServiceBusReceivedMessage message) => _locked.TryGetValue(message.LockToken, out var delivery)
        ? delivery
        : throw new ServiceBusException($"The lock of message '{message.MessageId}' is lost.", ServiceBusFailureReason.MessageLockLost, Name);

    public void Forget(Delivery delivery) => _locked.TryRemove(delivery.Token.ToString(), out _);

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(int max, long? from, CancellationToken cancellation)
    {
        await _made.Value;
        var found = await _queue.PeekMessagesAsync(32, cancellation);
        var messages = new List<ServiceBusReceivedMessage>();
        foreach (var item in found.Value)
        {
            messages.Add(AmqpMessages.Received(await ReadAsync(item.MessageText, cancellation)));
        }

        return [.. messages.Where(message => message.SequenceNumber >= (from ?? 0)).Take(max)];
    }

    /// <summary>Gives the dead letters another set of deliveries.</summary>
    public async Task ResendDeadLettersAsync(CancellationToken cancellation)
    {
        while (await DeadLetters!.ReceiveAsync(32, cancellation) is { Count: > 0 } letters)
        {
            foreach (var letter in letters)
            {
                await EnqueueAsync(AmqpMessages.Revived(letter.Message), cancellation);
                await letter.CompleteAsync(cancellation);
            }
        }
    }

    /// <summary>How many messages are in the queue, locked ones included.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        await _made.Value;
        return (await _queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
    }

    public async Task<(string PopReceipt, DateTimeOffset LockedUntil)> SetLockAsync(
        string id, string popReceipt, string text, TimeSpan duration, CancellationToken cancellation)
    {
        var updated = await _queue.UpdateMessageAsync(id, popReceipt, text, duration, cancellation);
        return (updated.Value.PopReceipt, updated.Value.NextVisibleOn);
    }

    public async Task DeleteAsync(string id, string popReceipt, string text, CancellationToken cancellation)
    {
        await _queue.DeleteMessageAsync(id, popReceipt, cancellation);
        await DeleteBlobAsync(text, cancellation);
    }

    /// <summary>Removes the blob that a text refers to, when the text is no longer in the queue.</summary>
    public async Task DeleteBlobAsync(string text, CancellationToken cancellation)
    {
        if (text.StartsWith(InBlob, StringComparison.Ordinal))
        {
            await _long.DeleteBlobIfExistsAsync(text[InBlob.Length..], cancellationToken: cancellation);
        }
    }

    /// <summary>The message as the text that the storage queue takes. A long one is written to a blob first.</summary>
    public async Task<string> WriteAsync(AmqpAnnotatedMessage message, CancellationToken cancellation)
    {
        var written = AmqpMessages.Write(message);
        var text = Convert.ToBase64String(written);
        if (text.Length > LongestText)
        {
            var blob = Guid.NewGuid().ToString("N");
            await _long.GetBlobClient(blob).UploadAsync(BinaryData.FromBytes(written), cancellation);
            text = InBlob + blob;
        }

        return text;
    }

    private async Task<AmqpAnnotatedMessage> ReadAsync(string text, CancellationToken cancellation)
    {
        if (!text.StartsWith(InBlob, StringComparison.Ordinal))
        {
            return AmqpMessages.Read(Convert.FromBase64String(text));
        }

        try
        {
            var content = await _long.GetBlobClient(text[InBlob.Length..]).DownloadContentAsync(cancellation);
            return AmqpMessages.Read(content.Value.Content.ToArray());
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new ServiceBusException($"The message in {text} is gone.", ServiceBusFailureReason.MessageNotFound, Name, gone);
        }
    }
}
