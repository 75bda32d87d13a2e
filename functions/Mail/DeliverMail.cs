using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// One round of the postman's: takes messages from the queue, a few at a time so that none is locked for longer than its own sending takes, and
/// sends their mail until the queue is empty, the minute is used up or the mailbox is busy. Cut off and run again it neither loses
/// mail nor sends any twice: messages whose lock ends come back, and <see cref="SendMail"/> asks the outbox and the mailbox what was done.
/// </summary>
public sealed class DeliverMail(ServiceBusClient bus, SendMail sender, MailOptions options, TimeProvider clock, ILogger<DeliverMail> log)
{
    /// <summary>How long the queue is asked for a message before it counts as empty. It answers at once when it has one.</summary>
    private static readonly TimeSpan EmptyAfter = TimeSpan.FromSeconds(5);

    [Function(nameof(DeliverMail))]
    public async Task<PostmanRound> RunAsync([ActivityTrigger] PaceWindow window, CancellationToken cancellation)
    {
        var round = new RoundTally(window);
        try
        {
            await using var receiver = bus.CreateReceiver(Outbox.Queue);
            try
            {
                await DeliverAsync(receiver, round, cancellation);
            }
            finally
            {
                // Last, so that they don't come back within the round and spend their ten deliveries in seconds.
                await Task.WhenAll(round.Undelivered.Select(m => SettleAsync(m, () => receiver.AbandonMessageAsync(m))));
            }
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "The mail queue does not answer");
            round.End = RoundEnd.QueueAway;
        }

        return options.Pace.After(round.Window, clock.GetUtcNow(), round.End, round.AnyFailed, round.BusyFor);
    }

    private async Task DeliverAsync(ServiceBusReceiver receiver, RoundTally round, CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        for (var now = began; round.BusyFor is null && now < began + MailPace.Minute; now = clock.GetUtcNow())
        {
            round.Window = MailPace.Current(round.Window, now);
            var room = Math.Min(options.AtOnce, options.Pace.Left(round.Window));
            if (room == 0)
            {
                return;
            }

            // Fewer than asked for does not mean that there are no more.
            var messages = await receiver.ReceiveMessagesAsync(room, EmptyAfter, cancellation);
            if (messages.Count == 0)
            {
                round.End = RoundEnd.QueueEmpty;
                return;
            }

            foreach (var delivery in await Task.WhenAll(messages.Select(m => DeliverAsync(receiver, m, cancellation))))
            {
                round.Add(delivery);
            }
        }
    }

    private async Task<Delivery> DeliverAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        try
        {
            var sent = await sender.SendAsync(message, cancellation);
            await SettleAsync(message, () => receiver.CompleteMessageAsync(message, CancellationToken.None));
            return new Delivery(message, Sent: sent);
        }
        catch (MailboxBusyException busy)
        {
            log.LogWarning("The mailbox is busy for {Wait}; {Message} waits", busy.Wait, message.MessageId);
            return new Delivery(message, BusyFor: busy.Wait);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "{Message} could not be sent, delivery {Delivery}", message.MessageId, message.DeliveryCount);
            return new Delivery(message, Failed: true);
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
