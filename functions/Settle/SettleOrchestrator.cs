using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Settle;

/// <summary>
/// KSAU, KS and KF decide (<c>settle-2024</c>); when KF has, the decision goes to the recipients in their order, and the year is closed.
/// </summary>
public static class SettleOrchestrator
{
    [Function(nameof(SettleOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int year)
    {
        var decided = await context.CallActivityAsync<bool>(nameof(SettleActivities.IsInForce), year, Retrying.Default);
        context.SetCustomStatus(decided ? "closing" : "waiting");
        if (!decided)
        {
            // WakeYears wakes it every hour once there is something to see.
            await Waking.WaitForChangeAsync(context);

            // From the top, so that the history stays as short as one look.
            context.ContinueAsNew(year);
            return;
        }

        var recipients = await context.CallActivityAsync<DecisionTo[]>(nameof(SettleActivities.ListRecipients), year, Retrying.Default);
        foreach (var recipient in recipients)
        {
            await context.CallActivityAsync(nameof(SettleActivities.PutDecision), recipient, Retrying.Default);
        }

        await context.CallActivityAsync(nameof(SettleActivities.CloseYear), year, Retrying.Default);
        await context.CallActivityAsync(nameof(WakeParts), year, Retrying.Default);
    }
}

/// <summary>The decision to one contact of one recipient: ids only.</summary>
public sealed record DecisionTo(int Year, int Order, string Body, string Contact);
