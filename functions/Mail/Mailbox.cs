using System.Net;
using System.Net.Http.Headers;
using Arshjulet.Functions.City;
using Azure.Core;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace Arshjulet.Functions.Mail;

/// <summary>The mailbox asks to be left alone for a while.</summary>
public sealed class MailboxBusyException(TimeSpan wait, Exception inner) : Exception($"The mailbox is busy for {wait}.", inner)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The city's mailbox in Microsoft 365: the only code that knows Microsoft Graph.</summary>
public sealed class Mailbox(GraphServiceClient graph, CityContent city, TimeProvider clock)
{
    /// <summary>How long a request may take, by the machine's clock: the network does not follow one that is moved.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a busy mailbox is left alone when it does not say.</summary>
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>A mailbox that says "at once" and is still busy would be asked without a pause.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Connects to Graph. The SDK's own retries are left out: they would wait in this process, where a stop loses the wait, and
    /// hold the messages' locks meanwhile; the postman waits by a durable timer.
    /// </summary>
    /// <param name="address">The address of a test mailbox, called without a token; null for Graph, which always gets one.</param>
    /// <param name="identity">Who the app is at Graph.</param>
    /// <param name="timeout">How long a request may take.</param>
    /// <param name="network">The innermost handler; null sends over the network.</param>
    internal static GraphServiceClient Connect(string? address, Func<TokenCredential> identity, TimeSpan timeout, HttpMessageHandler? network = null)
    {
        var http = GraphClientFactory.Create(GraphClientFactory.CreateDefaultHandlers().Where(h => h is not RetryHandler), finalHandler: network);
        http.Timeout = timeout;
        return address is { Length: > 0 }
            ? new GraphServiceClient(http, new AnonymousAuthenticationProvider(), address)
            : new GraphServiceClient(http, identity(), ["https://graph.microsoft.com/.default"]);
    }

    /// <exception cref="MailboxBusyException">The mailbox asks to be left alone for a while.</exception>
    public Task SendAsync(OutboxMail mail, ComposedMail composed, CancellationToken cancellation) =>
        AskAsync(async () =>
        {
            await graph.Users[city.Facts.Sender].SendMail.PostAsync(RequestFor(mail, composed), cancellationToken: cancellation);
            return true;
        });

    /// <summary>Sending is the one effect that a key can't make safe to repeat, so an attempt that was cut off asks the mailbox first.</summary>
    /// <exception cref="MailboxBusyException">The mailbox asks to be left alone for a while.</exception>
    public Task<bool> WasSentAsync(OutboxMail mail, CancellationToken cancellation) =>
        AskAsync(async () =>
        {
            var found = await graph.Users[city.Facts.Sender].MailFolders["sentitems"].Messages.GetAsync(
                r =>
                {
                    r.QueryParameters.Filter = $"internetMessageId eq '{mail.MessageId(city.Facts.Sender)}'";
                    r.QueryParameters.Select = ["id"];
                },
                cancellation);
            return found?.Value?.Count > 0;
        });

    private async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request();
        }
        catch (ApiException e) when ((HttpStatusCode)e.ResponseStatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            var wait = WaitOf(e) ?? DefaultWait;
            throw new MailboxBusyException(wait > ShortestWait ? wait : ShortestWait, e);
        }
    }

    /// <summary>Retry-After: seconds or a time.</summary>
    private TimeSpan? WaitOf(ApiException e) =>
        e.ResponseHeaders?.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } text
        && RetryConditionHeaderValue.TryParse(text, out var header)
            ? header.Delta ?? (header.Date - clock.GetUtcNow())
            : null;

    private SendMailPostRequestBody RequestFor(OutboxMail mail, ComposedMail composed) => new()
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
