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
        await context.CallActivityAsync(nameof(DistributeActivities.Invite), input, Retrying.Default);
        while (true)
        {
            var progress = await context.CallActivityAsync<BodyProgress>(nameof(DistributeActivities.ReadProgress), input, Retrying.Default);
            context.SetCustomStatus(progress);
            if (progress.YearClosed)
            {
                return;
            }

            try
            {
                await context.WaitForExternalEvent<string>(YearClock.Changed, Retrying.LookAgain);
            }
            catch (TaskCanceledException)
            {
                // Nothing came: look all the same.
            }
        }
    }
}

/// <summary>How far a body has come: counts only.</summary>
public sealed record BodyProgress(int Submitted, int Asked, bool YearClosed);
