using Azure;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues.Models;

namespace Arshjulet.Local.Queues;

/// <summary>One delivery of one message: its lock, and how it was settled.</summary>
internal sealed class Delivery(LocalQueue queue, AmqpAnnotatedMessage message, QueueMessage item, TimeSpan lockDuration)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _popReceipt = item.PopReceipt;
    private bool _isSettled;

    public Guid Token { get; } = Guid.NewGuid();

    public int Count { get; } = (int)item.DequeueCount;

    public DateTimeOffset LockedUntil { get; private set; } = item.NextVisibleOn ?? default;

    public AmqpAnnotatedMessage Message => message;

    /// <summary>The message as the app receives it, under this lock.</summary>
    public ServiceBusReceivedMessage ToReceived() => AmqpMessages.Received(message, Count, Token, LockedUntil);

    public Task CompleteAsync(CancellationToken cancellation) =>
        SettleAsync(() => queue.DeleteAsync(item.MessageId, _popReceipt, item.MessageText, cancellation));

    /// <summary>Gives it back at once; when it has been delivered often enough, to the dead letters.</summary>
    public Task AbandonAsync(IDictionary<string, object>? properties, CancellationToken cancellation)
    {
        if (queue.DeadLetters is not null && Count >= queue.Settings.MaxDeliveryCount)
        {
            return DeadLetterAsync("MaxDeliveryCountExceeded", $"Delivered {Count} times without success.", properties, cancellation);
        }

        return SettleAsync(async () =>
        {
            var text = properties is null ? item.MessageText : await queue.WriteAsync(AmqpMessages.With(message, properties), cancellation);
            await queue.SetLockAsync(item.MessageId, _popReceipt, text, TimeSpan.Zero, cancellation);
            if (properties is not null)
            {
                await queue.DeleteBlobAsync(item.MessageText, CancellationToken.None);
            }
        });
    }

    public Task DeadLetterAsync(string? reason, string? description, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        SettleAsync(async () =>
        {
            Dictionary<string, object> reasons = new(properties ?? new Dictionary<string, object>())
            {
                [AmqpMessages.ReasonProperty] = reason ?? "",
                [AmqpMessages.DescriptionProperty] = description ?? "",
            };

            // A lost lock is found before anything is written. After a kill between the next two steps the message is there twice; it is never lost.
            (_popReceipt, LockedUntil) = await queue.SetLockAsync(item.MessageId, _popReceipt, item.MessageText, lockDuration, cancellation);
            await (queue.DeadLetters ?? throw new InvalidOperationException("A dead letter cannot be dead-lettered."))
                .EnqueueAsync(AmqpMessages.Dead(message, queue.Name, Count, reasons), cancellation);
            await queue.DeleteAsync(item.MessageId, _popReceipt, item.MessageText, cancellation);
        });

    public Task RenewAsync(CancellationToken cancellation) => HoldAsync(async () =>
        (_popReceipt, LockedUntil) = await queue.SetLockAsync(item.MessageId, _popReceipt, item.MessageText, lockDuration, cancellation));

    private Task SettleAsync(Func<Task> settle) => HoldAsync(async () =>
    {
        await settle();
        _isSettled = true;
        queue.Forget(this);
    });

    /// <summary>Does something that needs the lock, one thing at a time.</summary>
    private async Task HoldAsync(Func<Task> act)
    {
        await _gate.WaitAsync();
        try
        {
            if (_isSettled)
            {
                throw new ServiceBusException($"Message '{item.MessageId}' is already settled.", ServiceBusFailureReason.MessageLockLost, queue.Name);
            }

            await act();
        }
        catch (RequestFailedException lost) when (lost.Status is 400 or 404)
        {
            queue.Forget(this);
            throw new ServiceBusException($"The lock of message '{item.MessageId}' is lost.", ServiceBusFailureReason.MessageLockLost, queue.Name, lost);
        }
        finally
        {
            _gate.Release();
        }
    }
}
