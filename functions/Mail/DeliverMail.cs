using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// One round of the postman: takes messages from the queues, a few at a time and what somebody waits for first, and sends their mail until both are empty,
/// the minute is used up or the mailbox is busy. What could not be sent is put back when the round ends. A message whose lock ends comes back, and <see cref="SendMail"/>
/// asks the outbox and the mailbox what was done.
/// </summary>
public sealed class DeliverMail(ServiceBusClient bus, SendMail sender, MailOptions options, TimeProvider clock, ILogger<DeliverMail> log)
{
    /// <summary>How long a queue is asked for a message before it counts as empty. It answers at once when it has one.</summary>
    private static readonly TimeSpan EmptyAfter = TimeSpan.FromSeconds(5), AwaitedEmptyAfter = TimeSpan.FromSeconds(1);

    [Function(nameof(DeliverMail))]
    public async Task<PostmanRound> RunAsync([ActivityTrigger] PaceWindow window, CancellationToken cancellation)
    {
        var round = new RoundTally(window);
        try
        {
            await using var awaited = bus.CreateReceiver(Outbox.AwaitedQueue);
            await using var receiver = bus.CreateReceiver(Outbox.Queue);
            try
            {
                await DeliverAsync(awaited, receiver, round, cancellation);
            }
            finally
            {
                // Last, so that they don't come back within the round and spend their ten deliveries in seconds.
                await Task.WhenAll(round.Undelivered.Select(d => SettleAsync(d.Message, () => d.Receiver.AbandonMessageAsync(d.Message))));
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "The round was cut short");
            round.End = RoundEnd.QueueAway;
        }

        return options.Pace.After(round.Window, clock.GetUtcNow(), round.End, round.AnyFailed, round.BusyFor);
    }

    private async Task DeliverAsync(ServiceBusReceiver awaited, ServiceBusReceiver queue, RoundTally round, CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        for (var now = began; round.BusyFor is null && now < began + MailPace.Minute; now = clock.GetUtcNow())
        {
            round.Window = MailPace.Current(round.Window, now);
            var left = options.Pace.Left(round.Window);
            if (left == 0)
            {
                return;
            }

            // Fewer than asked for does not mean that there are no more.
            var receiver = awaited;
            var messages = await awaited.ReceiveMessagesAsync(Math.Min(options.AtOnce, left), AwaitedEmptyAfter, cancellation);
            if (messages.Count == 0)
            {
                var room = Math.Min(options.AtOnce, options.Pace.LeftForQueue(round.Window));
                if (room == 0)
                {
                    return;
                }

                receiver = queue;
                messages = await queue.ReceiveMessagesAsync(room, EmptyAfter, cancellation);
            }

            if (messages.Count == 0)
            {
                round.End = RoundEnd.QueueEmpty;
                return;
            }

            // Two messages about one mail are not sent side by side: the second looks at what the first did.
            foreach (var deliveries in await Task.WhenAll(messages.GroupBy(m => m.Body.ToString()).Select(g => DeliverAsync(receiver, [.. g], cancellation))))
            {
                deliveries.ForEach(round.Add);
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<List<Delivery>> DeliverAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage[] messages, CancellationToken cancellation)
    {
        var deliveries = new List<Delivery>();
        foreach (var message in messages)
        {
            deliveries.Add(await DeliverAsync(receiver, message, cancellation));
        }

        return deliveries;
    }

    private async Task<Delivery> DeliverAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        try
        {
            var sent = await sender.SendAsync(message, cancellation);
            await SettleAsync(message, () => receiver.CompleteMessageAsync(message, CancellationToken.None));
            return new Delivery(receiver, message, Sent: sent);
        }
        catch (MailboxBusyException busy)
        {
            log.LogWarning("The mailbox is busy for {Wait}; {Message} waits", busy.Wait, message.MessageId);
            return new Delivery(receiver, message, BusyFor: busy.Wait);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Put back like the others, so that it doesn't stay locked.
            return new Delivery(receiver, message, Failed: true);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Message} could not be sent, delivery {Delivery}", message.MessageId, message.DeliveryCount);
            return new Delivery(receiver, message, Failed: true);
        }
    }

    /// <summary>A message that could not be settled comes back when its lock ends, and then finds in the outbox what was done.</summary>
    private async Task SettleAsync(ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Message} could not be settled", message.MessageId);
        }
    }
}
