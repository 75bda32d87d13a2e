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

/// <summary>The mailbox is throttling: no requests for a while.</summary>
public sealed class MailboxBusyException(TimeSpan wait, Exception inner) : Exception($"The mailbox is busy for {wait}.", inner)
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>The city's mailbox in Microsoft 365. This is the only code that uses Microsoft Graph.</summary>
public sealed class Mailbox(GraphServiceClient graph, CityContent city, TimeProvider clock)
{
    /// <summary>What one mail's attachments may come to, in bytes: Graph takes 3 MB of them in one request, and the mail's text needs some of it.</summary>
    public const long MaxAttachmentBytes = 2_800_000;

    /// <summary>How long a request may take, in real time: the network does not follow a clock that is moved by hand.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait if a busy mailbox does not say.</summary>
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>The shortest wait, in case a busy mailbox says that no wait is needed.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Connects to Graph, without the SDK's own retries: they would wait inside this process, which holds the messages' locks and forgets the wait
    /// if it is stopped. The postman waits with a durable timer instead.
    /// </summary>
    /// <param name="address">The address of a test mailbox, which is called without a token; null for Graph, which is always called with one.</param>
    /// <param name="identity">The app's identity at Graph.</param>
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

    /// <summary>Sends a mail from the city's mailbox.</summary>
    /// <exception cref="MailboxBusyException">The mailbox is throttling.</exception>
    public Task SendAsync(OutboxMail mail, ComposedMail composed, CancellationToken cancellation) =>
        AskAsync(async () =>
        {
            await graph.Users[city.Facts.Sender].SendMail.PostAsync(RequestFor(mail, composed), cancellationToken: cancellation);
            return true;
        });

    /// <summary>
    /// Whether a mail is among the sent items. Sending can't be made idempotent, so a retry after an interrupted attempt asks this first.
    /// </summary>
    /// <exception cref="MailboxBusyException">The mailbox is throttling.</exception>
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

    /// <summary>The Retry-After header, which is a number of seconds or a point in time.</summary>
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
