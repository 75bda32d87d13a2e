using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Remind;

/// <summary>Sends a year's reminders (<c>remind-2024</c>): at each stage, one digest to each person who has something left.</summary>
public static class RemindOrchestrator
{
    [Function(nameof(RemindOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int year)
    {
        var plan = await context.CallActivityAsync<RemindPlan>(nameof(RemindActivities.PlanReminders), year, Retrying.Default);
        context.SetCustomStatus(new RemindProgress(plan.Due.Count, plan.Next));
        var sending = plan.Due
            .Select(d => context.CallActivityAsync(nameof(RemindActivities.PutReminder), d, Retrying.Default))
            .ToArray();
        await Task.WhenAll(sending);
        if (plan.Next is { } next)
        {
            await Waking.WaitForChangeAsync(context, Until(next, context.CurrentUtcDateTime));

            // Start over, so that the history stays short.
            context.ContinueAsNew(year);
        }
    }

    private static TimeSpan Until(DateTime next, DateTime now) => next > now ? next - now : TimeSpan.Zero;
}

/// <summary>A person to remind, and the stage: ids only.</summary>
public sealed record DueReminder(int Year, string Step, string Contact);

/// <summary>Whom to remind now, and when to look again (UTC); null if never.</summary>
public sealed record RemindPlan(IReadOnlyList<DueReminder> Due, DateTime? Next);

/// <summary>How many are being reminded, and when to look again (UTC). Only a count, because a custom status is limited to 16 KB on Azure.</summary>
public sealed record RemindProgress(int Due, DateTime? Next);
