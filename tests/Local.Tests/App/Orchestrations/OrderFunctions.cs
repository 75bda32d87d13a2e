using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.TestApp.Orchestrations;

/// <summary>An order that is confirmed by hand, in a day at most, and then delivered.</summary>
public static class OrderFunctions
{
    [Function("StartOrder")]
    public static async Task<IResult> StartOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        var goods = new Goods("book", int.Parse(request.Query["count"]!, CultureInfo.InvariantCulture));
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(Order), goods, new StartOrchestrationOptions(id), cancellation);
        return Results.Accepted();
    }

    [Function("ConfirmOrder")]
    public static async Task<IResult> ConfirmOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/{id}/confirm")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        await client.RaiseEventAsync(id, "Confirmed", request.Query["by"].ToString(), cancellation);
        return Results.NoContent();
    }

    [Function(nameof(Order))]
    public static async Task<string> Order([OrchestrationTrigger] TaskOrchestrationContext context, Goods goods)
    {
        var price = await context.CallActivityAsync<Price>(nameof(OrderActivities.Priced), goods);
        string by;
        try
        {
            by = await context.WaitForExternalEvent<string>("Confirmed", TimeSpan.FromDays(1));
        }
        catch (OperationCanceledException)
        {
            return $"not confirmed by {context.CurrentUtcDateTime:u}";
        }

        return await context.CallSubOrchestratorAsync<string>(nameof(Delivery), $"{by} pays {price.Amount}");
    }

    [Function(nameof(Delivery))]
    public static async Task<string> Delivery([OrchestrationTrigger] TaskOrchestrationContext context, string paid)
    {
        var parcel = await context.CallActivityAsync<int>(nameof(OrderActivities.Packed));
        return await context.CallActivityAsync<string>(nameof(OrderActivities.Posted), $"{paid}, parcel {parcel}, version {context.Version}");
    }

    [Function(nameof(Catalogue))]
    public static Task<string> Catalogue([OrchestrationTrigger] TaskOrchestrationContext context, int pages) =>
        context.CallActivityAsync<string>(nameof(OrderActivities.Printed), pages);

    [Function(nameof(Refused))]
    public static Task<string> Refused([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(OrderActivities.Rejected));

    [Function(nameof(Lost))]
    public static Task<string> Lost([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(context.GetInput<string>()!);

    [Function(nameof(Patient))]
    public static Task<string> Patient([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>(nameof(OrderActivities.Waiting));
}

public sealed record Goods(string Name, int Count);

public sealed record Price(decimal Amount, string Currency);
