using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Mailbox;

/// <summary>As much of Microsoft Graph as the app calls.</summary>
internal static partial class GraphEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, MailStore store)
    {
        endpoints.MapPost("/v1.0/users/{sender}/sendMail", http => AnswerAsync(http, () => SendAsync(http, store)));
        endpoints.MapGet("/v1.0/users/{sender}/mailFolders/sentitems/messages", http => AnswerAsync(http, () => FindAsync(http, store)));
        endpoints.Map("/v1.0/{**rest}", http => AnswerAsync(
            http, () => throw new GraphFaultException(404, "UnknownError", $"The local mailbox has no {http.Request.Method} {http.Request.Path}.")));
    }

    private static async Task SendAsync(HttpContext http, MailStore store)
    {
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException fault)
        {
            throw new GraphFaultException(400, "BadRequest", fault.Message);
        }

        var message = Member(body as JsonObject, "message") as JsonObject
            ?? throw new GraphFaultException(400, "ErrorInvalidParameter", "The request has no message.");
        await store.AddAsync((string)http.Request.RouteValues["sender"]!, message, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async Task FindAsync(HttpContext http, MailStore store)
    {
        var filter = Filter().Match(http.Request.Query["$filter"].ToString());
        if (!filter.Success)
        {
            throw new GraphFaultException(400, "ErrorInvalidUrlQueryFilter", "The local mailbox filters by internetMessageId eq '...' only.");
        }

        var (sender, wanted) = ((string)http.Request.RouteValues["sender"]!, filter.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal));
        var found = (await store.ListAsync(null, http.RequestAborted))
            .Where(mail => mail.InternetMessageId == wanted && string.Equals(mail.Sender, sender, StringComparison.OrdinalIgnoreCase))
            .Select(mail => new JsonObject
            {
                ["id"] = mail.Id,
                ["internetMessageId"] = mail.InternetMessageId,
                ["subject"] = mail.Subject,
                ["sentDateTime"] = mail.SentAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            });
        await http.Response.WriteAsJsonAsync(new JsonObject { ["value"] = new JsonArray([.. found]) }, http.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext http, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (GraphFaultException fault)
        {
            http.Response.StatusCode = fault.Status;
            if (fault.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await http.Response.WriteAsJsonAsync(
                new JsonObject { ["error"] = new JsonObject { ["code"] = fault.Code, ["message"] = fault.Message } }, http.RequestAborted);
        }
    }

    /// <summary>Graph reads its action parameters in either case.</summary>
    private static JsonNode? Member(JsonObject? from, string name) =>
        from?.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    [GeneratedRegex("^\\s*internetMessageId\\s+eq\\s+'(.*)'\\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();
}
