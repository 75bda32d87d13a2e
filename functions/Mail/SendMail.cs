using System.Globalization;
using Arshjulet.Functions.Access;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>Sends one mail: composes it, claims it in the outbox and hands it to the mailbox.</summary>
public sealed class SendMail(Outbox outbox, IEnumerable<IMailComposer> composers, ContactBook book, Mailbox mailbox, ILogger<SendMail> log)
{
    /// <summary>
    /// Sends the mail that the message is about, unless it was sent or there is nothing left to say. An exception means that the message goes
    /// back to the queue; after ten deliveries it is given up, and the sweep sends another about the same mail, until the mail counts as failed
    /// and the secretary sees it.
    /// </summary>
    /// <returns>Whether a mail was sent.</returns>
    public async Task<bool> SendAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        var name = message.Body.ToString();
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var mail = await outbox.FindAsync(int.Parse(name.AsSpan(0, slash), CultureInfo.InvariantCulture), name[(slash + 1)..], cancellation)
            ?? throw new InvalidOperationException($"The outbox has no mail {name}.");

        // A first delivery that finds another sender at work is a second message about the same mail. A later one is what that sender left.
        // What counts as failed waits for the secretary, even if its last message still has deliveries left.
        if (mail.State is MailState.Sent or MailState.Skipped or MailState.Failed || (mail.State == MailState.Sending && message.DeliveryCount <= 1))
        {
            return false;
        }

        var mine = mail;
        try
        {
            if (mail.State != MailState.Queued && await mailbox.WasSentAsync(mail, cancellation))
            {
                await outbox.TryMoveAsync(mail, MailState.Sent, cancellation);
                return false;
            }

            if (await ComposeAsync(mail, cancellation) is not { } composed)
            {
                await outbox.TryMoveAsync(mail, MailState.Skipped, cancellation);
                return false;
            }

            if (await outbox.TryMoveAsync(mail, MailState.Sending, cancellation) is not { } claimed)
            {
                return false;
            }

            mine = claimed;
            await mailbox.SendAsync(mail, composed, cancellation);

            // The mailbox has it: a stop must not make the row say otherwise.
            await outbox.TryMoveAsync(mine, MailState.Sent, CancellationToken.None);
            log.LogInformation("Sent {Kind} {Year}/{Mail}", mail.Kind, mail.Year, mail.Id);
            return true;
        }
        catch
        {
            await NoteFailureAsync(mine);
            throw;
        }
    }

    /// <summary>A row that can't be moved must not hide why the mail wasn't sent; the message's next delivery moves it.</summary>
    private async Task NoteFailureAsync(OutboxMail mail)
    {
        try
        {
            await outbox.TryMoveAfterFailureAsync(mail, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "The outbox could not note that {Year}/{Mail} was not sent", mail.Year, mail.Id);
        }
    }

    /// <summary>The mail with its address. A mail to nobody in particular carries one with its words; one whose contact is gone has nobody to go to.</summary>
    private async Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var address = (await book.FindAsync(mail.Year, mail.Contact, cancellation))?.Email;
        return (address is not null || mail.Contact.Length == 0) && await composers.Single(c => c.Kind == mail.Kind).ComposeAsync(mail, cancellation) is { } composed
            ? composed with { To = composed.To ?? address ?? throw new InvalidOperationException($"{mail.Year}/{mail.Id} has no address.") }
            : null;
    }
}
