using Arshjulet.Functions.Year;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Distribute;

/// <summary>One body's year (<c>body-2024-kulturnamnden</c>): invite, then follow along until the year closes.</summary>
public static class BodyOrchestrator
{
    [Function(nameof(BodyOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BodyOfYear input)
    {
        if (!input.Invited)
        {
            await context.CallActivityAsync(nameof(DistributeActivities.Invite), input, Retrying.Default);
        }

        var progress = await context.CallActivityAsync<BodyProgress>(nameof(DistributeActivities.ReadProgress), input, Retrying.Default);
        context.SetCustomStatus(progress);
        if (!progress.YearClosed)
        {
            await YearClock.WaitForChangeAsync(context, Retrying.LookAgain);

            // From the top, so that the history stays as short as one look.
            context.ContinueAsNew(input with { Invited = true });
        }
    }
}

/// <summary>How far a body has come: counts only.</summary>
public sealed record BodyProgress(int Submitted, int Asked, bool YearClosed);
