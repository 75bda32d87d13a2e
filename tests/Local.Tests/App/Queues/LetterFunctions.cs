using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Queues;

/// <summary>Letters on a Service Bus queue, sent and fetched by the app through Microsoft's client.</summary>
public sealed class LetterFunctions(ServiceBusClient bus)
{
    public const string Queue = "letters";

    [Function("SendLetter")]
    public async Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "letters")] HttpRequest request, CancellationToken cancellation)
    {
        using var text = new StreamReader(request.Body);
        var letter = new ServiceBusMessage(await text.ReadToEndAsync(cancellation))
        {
            Subject = request.Query["subject"],
            ApplicationProperties = { ["copies"] = 3 },
        };
        await bus.CreateSender(Queue).SendMessageAsync(letter, cancellation);
        return Results.Accepted();
    }

    [Function("FetchLetter")]
    public async Task<IResult> Fetch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "letters")] HttpRequest request,
        CancellationToken cancellation)
    {
        var receiver = bus.CreateReceiver(Queue);
        if (await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), cancellation) is not { } letter)
        {
            return Results.Text($"none after {request.Method}");
        }

        await receiver.CompleteMessageAsync(letter, cancellation);
        var copies = (int)letter.ApplicationProperties["copies"];
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{letter.Subject}: {letter.Body} {copies} copies, delivery {letter.DeliveryCount}"));
    }
}
