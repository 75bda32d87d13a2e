using Arshjulet.Functions.Year;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Remind;

/// <summary>Reminding through the year (<c>remind-2024</c>): at each step, one digest to each person who has something left.</summary>
public static class RemindOrchestrator
{
    [Function(nameof(RemindOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int year)
    {
        while (true)
        {
            var plan = await context.CallActivityAsync<RemindPlan>(nameof(RemindActivities.PlanReminders), year, Retrying.Default);
            context.SetCustomStatus(plan);
            var sending = plan.Due
                .Select(d => context.CallActivityAsync(nameof(RemindActivities.PutReminder), d, Retrying.Default))
                .ToArray();
            await Task.WhenAll(sending);
            if (plan.Next is null)
            {
                return;
            }

            try
            {
                await context.WaitForExternalEvent<string>(YearClock.Changed, Until(plan.Next.Value, context.CurrentUtcDateTime));
            }
            catch (TaskCanceledException)
            {
                // The next step is due.
            }
        }
    }

    private static TimeSpan Until(DateTime next, DateTime now) => next > now ? next - now : TimeSpan.Zero;
}

/// <summary>A person to remind, at a step: ids only.</summary>
public sealed record DueReminder(int Year, string Step, string Contact);

/// <summary>Who is due now, and when to look again (UTC). Null: never.</summary>
public sealed record RemindPlan(IReadOnlyList<DueReminder> Due, DateTime? Next);
