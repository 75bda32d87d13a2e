using System.Globalization;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;

namespace Arshjulet.Functions.Mail;

/// <summary>The sender: takes a mail from the outbox, composes it and hands it to Graph.</summary>
public sealed class SendMail(
    Outbox outbox, IEnumerable<IMailComposer> composers, CityContent city, ContactBook book, GraphServiceClient graph, ILogger<SendMail> log)
{
    /// <summary>
    /// An exception puts the message back on the queue; after ten tries it is given up, and the sweep sends another about the same mail, until
    /// the mail counts as failed and the secretariat sees it.
    /// </summary>
    public async Task RunAsync(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        var name = message.Body.ToString();
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var mail = await outbox.FindAsync(int.Parse(name.AsSpan(0, slash), CultureInfo.InvariantCulture), name[(slash + 1)..], cancellation)
            ?? throw new InvalidOperationException($"The outbox has no mail {name}.");

        // A first delivery that finds another sender at work is a second message about the same mail. A later one is what that sender left.
        if (mail.State is MailState.Sent or MailState.Skipped || (mail.State == MailState.Sending && message.DeliveryCount <= 1))
        {
            return;
        }

        var mine = mail;
        try
        {
            if (mail.State != MailState.Queued && await WasSentAsync(mail, cancellation))
            {
                await outbox.TryMoveAsync(mail, MailState.Sent, cancellation);
            }
            else if (await ComposeAsync(mail, cancellation) is not { } composed)
            {
                await outbox.TryMoveAsync(mail, MailState.Skipped, cancellation);
            }
            else if (await outbox.TryMoveAsync(mail, MailState.Sending, cancellation) is { } claimed)
            {
                mine = claimed;
                await graph.Users[city.Facts.Sender].SendMail.PostAsync(RequestOf(mail, composed), cancellationToken: cancellation);
                await outbox.TryMoveAsync(mine, MailState.Sent, cancellation);
                log.LogInformation("Sent {Kind} {Year}/{Mail}", mail.Kind, mail.Year, mail.Id);
            }
        }
        catch
        {
            await outbox.TryMoveAfterFailureAsync(mine, CancellationToken.None);
            throw;
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

    /// <summary>Sending is the one effect that can't be made twice-safe by a key, so a try that was cut off asks the mailbox first.</summary>
    private async Task<bool> WasSentAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var found = await graph.Users[city.Facts.Sender].MailFolders["sentitems"].Messages.GetAsync(
            r =>
            {
                r.QueryParameters.Filter = $"internetMessageId eq '{mail.MessageId(city.Facts.Sender)}'";
                r.QueryParameters.Select = ["id"];
            },
            cancellation);
        return found?.Value?.Count > 0;
    }

    private SendMailPostRequestBody RequestOf(OutboxMail mail, ComposedMail composed) => new()
    {
        SaveToSentItems = true,
        Message = new Message
        {
            Subject = composed.Subject,
            InternetMessageId = mail.MessageId(city.Facts.Sender),
            Body = new ItemBody { ContentType = BodyType.Html, Content = composed.Html },
            ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = composed.To } }],
            Attachments = [.. composed.Attachments.Select(a => new FileAttachment { Name = a.Name, ContentType = a.ContentType, ContentBytes = a.Content })],
        },
    };
}
