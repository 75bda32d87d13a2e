using System.Collections.Concurrent;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Arshjulet.Local.Queues;

/// <summary>One queue, on a queue of the storage account. Its dead letters are a queue beside it.</summary>
internal sealed class LocalQueue
{
    /// <summary>What a queue of the Standard tier takes.</summary>
    public const int LargestMessage = 256 * 1024;

    /// <summary>A storage queue takes 64 KB; what is longer lies in a blob.</summary>
    private const int LongestText = 48 * 1024;

    private readonly QueueBroker _broker;
    private readonly QueueClient _queue;
    private readonly BlobContainerClient _long;
    private readonly ConcurrentDictionary<string, Delivery> _locked = new();
    private readonly MadeOnce _made;

    public LocalQueue(QueueBroker broker, string name, bool isDeadLetters = false)
    {
        _broker = broker;
        Name = name;
        _queue = broker.Storage.Queues.GetQueueClient(QueueNames.InStorage(name) + (isDeadLetters ? "-dead" : ""));
        _long = broker.Storage.Blobs.GetBlobContainerClient("local-queue-messages");
        _made = new MadeOnce(() => Task.WhenAll(_queue.CreateIfNotExistsAsync(), _long.CreateIfNotExistsAsync()));
        DeadLetters = isDeadLetters ? null : new LocalQueue(broker, name, isDeadLetters: true);
    }

    public string Name { get; }

    /// <summary>Null on a queue of dead letters.</summary>
    public LocalQueue? DeadLetters { get; }

    public QueueSettings Settings => _broker.Settings;

    /// <returns>The sequence number; 0 for a message that was sent before.</returns>
    public async Task<long> SendAsync(ServiceBusMessage message, CancellationToken cancellation)
    {
        if (StoredMessage.SizeOf(message) > LargestMessage)
        {
            throw new ServiceBusException("The message is larger than 256 KB.", ServiceBusFailureReason.MessageSizeExceeded, Name);
        }

        var stored = StoredMessage.From(message, _broker.NextNumber());
        var sent = message.MessageId is null ? null : await _broker.SentIds.BeginAsync(Name, message.MessageId, cancellation);
        if (sent is { IsDuplicate: true })
        {
            return 0;
        }

        if (stored.ScheduledEnqueueTime > _broker.Clock.GetUtcNow())
        {
            await _broker.Scheduled.AddAsync(Name, stored, cancellation);
        }
        else
        {
            await EnqueueAsync(stored, cancellation);
        }

        if (sent is not null)
        {
            await _broker.SentIds.EndAsync(sent, cancellation);
        }

        return stored.SequenceNumber;
    }

    public Task CancelScheduledAsync(long number, CancellationToken cancellation) => _broker.Scheduled.CancelAsync(Name, number, cancellation);

    /// <summary>Puts a message on the queue now.</summary>
    public async Task EnqueueAsync(StoredMessage message, CancellationToken cancellation)
    {
        message = message with { EnqueuedTime = _broker.Clock.GetUtcNow() };
        await _made.Value;
        var text = message.Write();
        if (text.Length > LongestText)
        {
            var blob = $"{message.SequenceNumber:D20}-{Guid.NewGuid():N}";
            await _long.GetBlobClient(blob).UploadAsync(BinaryData.FromString(text), cancellation);
            text = new StoredMessage { Blob = blob, SequenceNumber = message.SequenceNumber }.Write();
        }

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
                await delivery.DeadLetterAsync("MaxDeliveryCountExceeded", $"Delivered {_broker.Settings.MaxDeliveryCount} times without success.", null, cancellation);
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

    public async Task<IReadOnlyList<StoredMessage>> PeekAsync(int max, long? from, CancellationToken cancellation)
    {
        await _made.Value;
        var found = await _queue.PeekMessagesAsync(32, cancellation);
        var messages = new List<StoredMessage>();
        foreach (var item in found.Value)
        {
            messages.Add(await ReadAsync(item.MessageText, cancellation));
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
                var again = letter.Message with
                {
                    SequenceNumber = _broker.NextNumber(),
                    DeadLetterReason = null,
                    DeadLetterDescription = null,
                    DeadLetterSource = null,
                    DeliveryCount = 0,
                };
                await EnqueueAsync(again, cancellation);
                await letter.CompleteAsync(cancellation);
            }
        }
    }

    /// <summary>How many messages lie here, locked ones too.</summary>
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
        if (StoredMessage.Read(text).Blob is { } blob)
        {
            await _long.DeleteBlobIfExistsAsync(blob, cancellationToken: cancellation);
        }
    }

    private async Task<StoredMessage> ReadAsync(string text, CancellationToken cancellation)
    {
        var message = StoredMessage.Read(text);
        if (message.Blob is null)
        {
            return message;
        }

        try
        {
            var content = await _long.GetBlobClient(message.Blob).DownloadContentAsync(cancellation);
            return StoredMessage.Read(content.Value.Content.ToString());
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new ServiceBusException($"The body of message {message.SequenceNumber} is gone.", ServiceBusFailureReason.MessageNotFound, Name, gone);
        }
    }
}
