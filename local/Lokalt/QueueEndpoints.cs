using Arshjulet.Local.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arshjulet.Local.Lokalt;

/// <summary>The queues: how many messages wait, which could not be delivered, and sending those again.</summary>
internal static class QueueEndpoints
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/koer", async (HttpContext http, QueueBroker broker) => LokaltEndpoints.Page<QueuesPage>(
            http, new { Queues = await ReadAsync(broker, http.RequestAborted) }));
        pages.MapGet("/koer.json", async (HttpContext http, QueueBroker broker) => Results.Json(await ReadAsync(broker, http.RequestAborted)));
        pages.MapPost("/koer/skicka-om", async (HttpContext http, QueueBroker broker) =>
        {
            var name = (await http.Request.ReadFormAsync(http.RequestAborted))["ko"].ToString();
            if (broker.Queues.FirstOrDefault(queue => queue.Name == name) is { } queue)
            {
                await queue.ResendDeadLettersAsync(http.RequestAborted);
            }

            http.Response.Headers.Location = "/lokalt/koer";
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        });
    }

    private static async Task<IReadOnlyList<QueuesPage.QueueLine>> ReadAsync(QueueBroker broker, CancellationToken cancellation)
    {
        var lines = new List<QueuesPage.QueueLine>();
        foreach (var queue in broker.Queues)
        {
            var letters = await queue.DeadLetters!.PeekAsync(32, null, cancellation);
            lines.Add(new QueuesPage.QueueLine(
                queue.Name,
                await queue.CountAsync(cancellation),
                await queue.DeadLetters!.CountAsync(cancellation),
                [.. letters.Select(letter => $"{letter.MessageId}: {letter.DeadLetterReason} {letter.DeadLetterErrorDescription}")]));
        }

        return lines;
    }
}
