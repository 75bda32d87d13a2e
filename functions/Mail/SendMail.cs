using System.Globalization;
using Arshjulet.Functions.City;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;

namespace Arshjulet.Functions.Mail;

/// <summary>The sender: takes a mail from the outbox, composes it and hands it to Graph.</summary>
public sealed class SendMail(
    Outbox outbox, IEnumerable<IMailComposer> composers, CityContent city, GraphServiceClient graph, TimeProvider clock, ILogger<SendMail> log)
{
    /// <summary>An exception puts the message back on the queue; after ten tries it lies among the dead letters, where the secretariat sees it.</summary>
    [Function(nameof(SendMail))]
    public async Task RunAsync([ServiceBusTrigger(Outbox.Queue, Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var slash = message.IndexOf('/', StringComparison.Ordinal);
        var mail = await outbox.FindAsync(int.Parse(message.AsSpan(0, slash), CultureInfo.InvariantCulture), message[(slash + 1)..], cancellation)
            ?? throw new InvalidOperationException($"The outbox has no mail {message}.");
        if (mail.State is MailState.Sent or MailState.Skipped)
        {
            return;
        }

        if (mail.State == MailState.Sending && await WasSentAsync(mail, cancellation))
        {
            await SentAsync(mail, cancellation);
            return;
        }

        var composed = await composers.Single(c => c.Kind == mail.Kind).ComposeAsync(mail, cancellation);
        if (composed is null)
        {
            await outbox.SetAsync(mail with { State = MailState.Skipped }, cancellation);
            return;
        }

        await outbox.SetAsync(mail with { State = MailState.Sending }, cancellation);
        await graph.Users[city.Facts.Sender].SendMail.PostAsync(RequestOf(mail, composed), cancellationToken: cancellation);
        await SentAsync(mail, cancellation);
        log.LogInformation("Sent {Kind} {Year}/{Mail}", mail.Kind, mail.Year, mail.Id);
    }

    private Task SentAsync(OutboxMail mail, CancellationToken cancellation) =>
        outbox.SetAsync(mail with { State = MailState.Sent, SentAt = clock.GetUtcNow() }, cancellation);

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
            ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = composed.To ?? city.Person(mail.Contact).Contact.Email } }],
            Attachments = [.. composed.Attachments.Select(a => new FileAttachment { Name = a.Name, ContentType = a.ContentType, ContentBytes = a.Content })],
        },
    };
}
