using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// One round of the postman. It receives messages a few at a time, those that somebody is waiting for first, and sends their mail until both
/// queues are empty, the minute's quota is used up or the mailbox is busy. Messages whose mail could not be sent are returned to the queue at the
/// end of the round. If a message's lock expires it is delivered again, and <see cref="SendMail"/> finds out from the outbox and the mailbox
/// whether its mail was sent.
/// </summary>
public sealed class DeliverMail(ServiceBusClient bus, SendMail sender, MailOptions options, TimeProvider clock, ILogger<DeliverMail> log)
{
    /// <summary>How long to wait for a message before a queue counts as empty. A queue that has one returns it at once.</summary>
    private static readonly TimeSpan ReceiveTimeout = TimeSpan.FromSeconds(5), AwaitedReceiveTimeout = TimeSpan.FromSeconds(1);

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
                // Only now: returned earlier, they would be delivered again in the same round and use up their ten deliveries in seconds.
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

            // Receiving fewer than asked for does not mean that there are no more.
            var receiver = awaited;
            var messages = await awaited.ReceiveMessagesAsync(Math.Min(options.AtOnce, left), AwaitedReceiveTimeout, cancellation);
            if (messages.Count == 0)
            {
                var room = Math.Min(options.AtOnce, options.Pace.LeftForQueue(round.Window));
                if (room == 0)
                {
                    return;
                }

                receiver = queue;
                messages = await queue.ReceiveMessagesAsync(room, ReceiveTimeout, cancellation);
            }

            if (messages.Count == 0)
            {
                round.End = RoundEnd.QueueEmpty;
                return;
            }

            // Messages about the same mail are handled one after the other, so that the second sees what the first did.
            var byMail = messages.GroupBy(m => m.Body.ToString()).Select(g => DeliverAsync(receiver, [.. g], cancellation));
            foreach (var deliveries in await Task.WhenAll(byMail))
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
            // Returned like the others, so that it does not stay locked.
            return new Delivery(receiver, message, Failed: true);
        }
        catch (Exception e)
        {
            log.LogError(e, "{Message} could not be sent, delivery {Delivery}", message.MessageId, message.DeliveryCount);
            return new Delivery(receiver, message, Failed: true);
        }
    }

    /// <summary>A message that can't be settled is delivered again when its lock expires, and then its mail's state is found in the outbox.</summary>
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
