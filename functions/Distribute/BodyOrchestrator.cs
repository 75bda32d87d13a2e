using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Distribute;

/// <summary>One body's year (<c>body-2024-kulturnamnden</c>): invites its contacts, then tracks its progress until the year closes.</summary>
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
            // An event is raised by each submission, and when the year closes.
            await Waking.WaitForChangeAsync(context);

            // Start over, so that the history stays short.
            context.ContinueAsNew(input with { Invited = true });
        }
    }
}

/// <summary>The orchestration's input: ids only. <paramref name="Invited"/> is true once the body's contacts have been invited.</summary>
public sealed record BodyOfYear(int Year, string Body, bool Invited = false);

/// <summary>A body's progress: counts only.</summary>
public sealed record BodyProgress(int Submitted, int Asked, bool YearClosed);
