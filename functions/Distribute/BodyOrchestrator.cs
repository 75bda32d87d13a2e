using Arshjulet.Functions.Orchestrations;
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
            // Woken by each submission, and when the year closes.
            await Waking.WaitForChangeAsync(context);

            // From the top, so that the history stays as short as one look.
            context.ContinueAsNew(input with { Invited = true });
        }
    }
}

/// <summary>One body in one year, as an orchestration's input: ids only. <paramref name="Invited"/> when its contacts have been.</summary>
public sealed record BodyOfYear(int Year, string Body, bool Invited = false);

/// <summary>How far a body has come: counts only.</summary>
public sealed record BodyProgress(int Submitted, int Asked, bool YearClosed);
