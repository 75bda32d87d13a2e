using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Arshjulet.Functions.Mail;
using Microsoft.Graph;
using Moq;
using Moq.Protected;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>Microsoft Graph at the other end of the network: a mailbox that takes what it is sent, until a rule says otherwise.</summary>
internal sealed class GraphNetwork
{
    public const string Address = "https://mailbox.example/v1.0";

    private readonly Mock<HttpMessageHandler> _network = new();
    private readonly Lock _lock = new();

    public GraphNetwork() =>
        _network.Protected().Setup<Task<HttpResponseMessage>>("SendAsync", ItExpr.IsAny<HttpRequestMessage>(), ItExpr.IsAny<CancellationToken>())
            .Returns((HttpRequestMessage request, CancellationToken cancellation) => AnswerAsync(request, cancellation));

    /// <summary>Message-ID headers of the mail that the mailbox has sent, in order.</summary>
    public List<string> Sent { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    /// <summary>What happens to a mail with this Message-ID: a response that refuses it, or null and it is sent.</summary>
    public Func<string, CancellationToken, Task<HttpResponseMessage?>> Rule { get; set; } = (_, _) => Task.FromResult<HttpResponseMessage?>(null);

    /// <summary>The mailbox is too busy to say what it has sent.</summary>
    public bool QuestionsAreRefused { get; set; }

    public GraphServiceClient Connect(TimeSpan? timeout = null) =>
        Mailbox.Connect(Address, () => throw new InvalidOperationException("No token is needed here."), timeout ?? TimeSpan.FromMinutes(10), _network.Object);

    /// <summary>Every mail is answered so; without a body, as gateways do, or with Graph's own.</summary>
    public void AnswerWith(HttpStatusCode status, RetryConditionHeaderValue? retryAfter = null, string? body = null) =>
        Rule = (_, _) => Task.FromResult<HttpResponseMessage?>(Refusal(status, retryAfter, body));

    public static HttpResponseMessage Refusal(HttpStatusCode status, RetryConditionHeaderValue? retryAfter = null, string? body = null)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.RetryAfter = retryAfter;
        if (body is not null)
        {
            response.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        }

        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Requests.Add(request);
        }

        if (request.Method == HttpMethod.Get)
        {
            if (QuestionsAreRefused)
            {
                return Refusal(HttpStatusCode.TooManyRequests);
            }

            var filter = Uri.UnescapeDataString(request.RequestUri!.Query);
            return Json(new { value = Sent.Where(id => filter.Contains($"'{id}'", StringComparison.Ordinal)).Select(id => new { id }) });
        }

        var mail = await JsonDocument.ParseAsync(await request.Content!.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        var message = mail.RootElement.EnumerateObject().Single(p => p.Name.Equals("message", StringComparison.OrdinalIgnoreCase)).Value;
        var id = message.GetProperty("internetMessageId").GetString()!;
        var refusal = await Rule(id, cancellation);
        lock (_lock)
        {
            if (refusal is null)
            {
                Sent.Add(id);
            }
        }

        return refusal ?? new HttpResponseMessage(HttpStatusCode.Accepted);
    }

    private static HttpResponseMessage Json(object value) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(JsonSerializer.Serialize(value), MediaTypeHeaderValue.Parse("application/json")),
    };
}
