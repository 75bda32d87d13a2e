using Arshjulet.Local.Hosting;
using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Arshjulet.Local.Queues;

/// <summary>One queue, on a queue of the storage account. Its dead letters are a queue beside it.</summary>
internal sealed class LocalQueue
{
    /// <summary>A storage queue takes 64 KB; what is longer lies in a blob.</summary>
    private const int LongestText = 48 * 1024;

    private readonly QueueBroker _broker;
    private readonly QueueClient _queue;
    private readonly BlobContainerClient _long;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (IDisposable Work, Delivery? By)> _underWay = [];
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

    /// <summary>True when a function takes the messages; only then does the clock wait for them.</summary>
    public bool HasConsumer { get; set; }

    /// <returns>The sequence number; 0 for a message that was sent before.</returns>
    public async Task<long> SendAsync(ServiceBusMessage message, CancellationToken cancellation)
    {
        if (StoredMessage.SizeOf(message) > ServiceBusMessageBatch.StandardSize)
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

    /// <summary>Puts a message on the queue now. Work is under way from here until it is settled.</summary>
    public async Task EnqueueAsync(StoredMessage message, CancellationToken cancellation)
    {
        message = message with { EnqueuedTime = _broker.Clock.GetUtcNow() };
        BeginWork(message);
        try
        {
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
        catch
        {
            EndWork(message);
            throw;
        }

        Signal();
    }

    /// <summary>Locks and returns messages; those delivered too often become dead letters instead.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellation)
    {
        await _made.Value;
        var found = await _queue.ReceiveMessagesAsync(Math.Clamp(max, 1, 32), _broker.Settings.LockDuration, cancellation);
        var messages = new List<ServiceBusReceivedMessage>();
        foreach (var item in found.Value)
        {
            var message = await ReadAsync(item.MessageText, cancellation);
            var delivery = new Delivery(this, message, item, _broker.Settings.LockDuration);
            BeginWork(message, delivery);
            if (DeadLetters is not null && item.DequeueCount > _broker.Settings.MaxDeliveryCount)
            {
                await delivery.DeadLetterAsync("MaxDeliveryCountExceeded", $"Delivered {_broker.Settings.MaxDeliveryCount} times without success.", null, cancellation);
                continue;
            }

            messages.Add(new ServiceBusReceivedMessage(message, delivery));
        }

        return messages;
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(int max, long? from, CancellationToken cancellation)
    {
        await _made.Value;
        var found = await _queue.PeekMessagesAsync(32, cancellation);
        var messages = new List<ServiceBusReceivedMessage>();
        foreach (var item in found.Value)
        {
            messages.Add(new ServiceBusReceivedMessage(await ReadAsync(item.MessageText, cancellation), delivery: null));
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
                var again = letter.Stored with
                {
                    SequenceNumber = _broker.NextNumber(),
                    DeadLetterReason = null,
                    DeadLetterDescription = null,
                    DeadLetterSource = null,
                };
                await EnqueueAsync(again, cancellation);
                await letter.Delivery!.CompleteAsync(cancellation);
            }
        }
    }

    /// <summary>How many messages lie here, locked ones too.</summary>
    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        await _made.Value;
        return (await _queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
    }

    /// <summary>Returns when something was sent by this process, or after the time.</summary>
    public Task WaitForMessagesAsync(TimeSpan longest, CancellationToken cancellation) =>
        _signal.WaitAsync(longest < TimeSpan.FromSeconds(5) ? longest : TimeSpan.FromSeconds(5), cancellation);

    public void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Someone is already going to look.
        }
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

    /// <summary>
    /// The clock no longer waits for this message. One that left it unsettled says that for itself only: it may have lost its lock to
    /// another delivery, which is still at work.
    /// </summary>
    public void EndWork(StoredMessage message, Delivery? leaving = null)
    {
        IDisposable work;
        lock (_gate)
        {
            if (!_underWay.TryGetValue(message.SequenceNumber, out var held) || (leaving is not null && held.By != leaving))
            {
                return;
            }

            _underWay.Remove(message.SequenceNumber);
            work = held.Work;
        }

        work.Dispose();
    }

    private void BeginWork(StoredMessage message, Delivery? by = null)
    {
        lock (_gate)
        {
            if (HasConsumer)
            {
                _underWay[message.SequenceNumber] = (_underWay.TryGetValue(message.SequenceNumber, out var held) ? held.Work : _broker.Meter.Begin(), by);
            }
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
