using System.Globalization;
using Arshjulet.Functions.Access;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>Sends one mail: composes it, claims it in the outbox and hands it to the mailbox.</summary>
public sealed class SendMail(Outbox outbox, IEnumerable<IMailComposer> composers, ContactBook book, Mailbox mailbox, ILogger<SendMail> log)
{
    /// <summary>
    /// Sends the mail that a message is about, unless it has been sent or there is nothing left to say. If this throws, the message returns to the
    /// queue. After ten deliveries the message is given up, and the sweep sends a new one about the same mail, until the mail counts as failed and is
    /// shown to the secretary.
    /// </summary>
    /// <returns>Whether a mail was sent.</returns>
    public async Task<bool> SendAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        var name = message.Body.ToString();
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var mail = await outbox.FindAsync(int.Parse(name.AsSpan(0, slash), CultureInfo.InvariantCulture), name[(slash + 1)..], cancellation)
            ?? throw new InvalidOperationException($"The outbox has no mail {name}.");

        // A first delivery that finds another sender at work is a second message about the same mail. On a later delivery, that sender has died.
        // A failed mail waits for the secretary, even if its last message still has deliveries left.
        var otherSender = mail.State == MailState.Sending && message.DeliveryCount <= 1;
        if (mail.State is MailState.Sent or MailState.Skipped or MailState.Failed || otherSender)
        {
            return false;
        }

        var latest = mail;
        try
        {
            if (mail.State != MailState.Queued && await mailbox.WasSentAsync(mail, cancellation))
            {
                await outbox.TrySetStateAsync(mail, MailState.Sent, cancellation);
                return false;
            }

            if (await ComposeAsync(mail, cancellation) is not { } composed)
            {
                await outbox.TrySetStateAsync(mail, MailState.Skipped, cancellation);
                return false;
            }

            if (await outbox.TrySetStateAsync(mail, MailState.Sending, cancellation) is not { } claimed)
            {
                return false;
            }

            latest = claimed;
            await mailbox.SendAsync(mail, composed, cancellation);

            // The mailbox has accepted it. Record that even if the app is shutting down.
            await outbox.TrySetStateAsync(latest, MailState.Sent, CancellationToken.None);
            log.LogInformation("Sent {Kind} {Year}/{Mail}", mail.Kind, mail.Year, mail.Id);
            return true;
        }
        catch
        {
            await NoteFailureAsync(latest);
            throw;
        }
    }

    /// <summary>Only logs if the row can't be updated, so as not to hide the original error; the message's next delivery updates it.</summary>
    private async Task NoteFailureAsync(OutboxMail mail)
    {
        try
        {
            await outbox.TryRecordFailureAsync(mail, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "The outbox could not note that {Year}/{Mail} was not sent", mail.Year, mail.Id);
        }
    }

    /// <summary>Composes the mail and adds the address. Null if there is nothing to say, or if the contact no longer exists.</summary>
    private async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var address = (await book.FindAsync(mail.Year, mail.Contact, cancellation))?.Email;
        if (address is null && mail.Contact.Length > 0)
        {
            return null;
        }

        return await composers.Single(c => c.Kind == mail.Kind).ComposeAsync(mail, cancellation) is { } composed
            ? composed with { To = composed.To ?? address ?? throw new InvalidOperationException($"{mail.Year}/{mail.Id} has no address.") }
            : null;
    }
}
