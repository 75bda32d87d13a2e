using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Settle;

/// <summary>
/// Settles a year (<c>settle-2024</c>): waits for the decisions of KSAU, KS and KF, sends the decision to the recipients in their order, and
/// closes the year.
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
            // WakeYears also wakes it every hour, once there is something to do.
            await Waking.WaitForChangeAsync(context);

            // Start over, so that the history stays short.
            context.ContinueAsNew(year);
            return;
        }

        var recipients = await context.CallActivityAsync<DecisionRecipient[]>(nameof(SettleActivities.ListRecipients), year, Retrying.Default);
        foreach (var recipient in recipients)
        {
            await context.CallActivityAsync(nameof(SettleActivities.PutDecision), recipient, Retrying.Default);
        }

        await context.CallActivityAsync(nameof(SettleActivities.CloseYear), year, Retrying.Default);
        await context.CallActivityAsync(nameof(WakeParts), year, Retrying.Default);
    }
}

/// <summary>A contact of a body that the decision is sent to: ids only.</summary>
public sealed record DecisionRecipient(int Year, int Order, string Body, string Contact);
