using Arshjulet.Functions.Year;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Settle;

/// <summary>KSAU, KS and KF decide (<c>settle-2024</c>); when KF has, the decision goes to the recipients in their order.</summary>
public static class SettleOrchestrator
{
    [Function(nameof(SettleOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int year)
    {
        while (!await context.CallActivityAsync<bool>(nameof(SettleActivities.IsInForce), year, Retrying.Default))
        {
            try
            {
                await context.WaitForExternalEvent<string>(YearClock.Changed, Retrying.LookAgain);
            }
            catch (TaskCanceledException)
            {
                // Nothing came: look all the same.
            }
        }

        var recipients = await context.CallActivityAsync<DecisionTo[]>(nameof(SettleActivities.ListRecipients), year, Retrying.Default);
        foreach (var recipient in recipients)
        {
            await context.CallActivityAsync(nameof(SettleActivities.PutDecision), recipient, Retrying.Default);
        }
    }
}

/// <summary>The decision to one contact of one recipient: ids only.</summary>
public sealed record DecisionTo(int Year, int Order, string Body, string Contact);
