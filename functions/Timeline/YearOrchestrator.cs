using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Timeline;

/// <summary>
/// Runs a year (instance <c>year-2024</c>), from the registration of KS's decision until the year is closed. It distributes the forms and starts
/// the other parts, which run independently: one for each body, the reminders, and the settling, which closes the year. Compiling is separate:
/// the secretary starts it any number of times. If the year is started again, it continues with what is already running.
/// </summary>
public static class YearOrchestrator
{
    [Function(nameof(YearOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, int year)
    {
        var distributeAt = await context.CallActivityAsync<DateTime>(nameof(YearActivities.ReadDistributionTime), year, Retrying.Default);
        if (distributeAt > context.CurrentUtcDateTime)
        {
            context.SetCustomStatus(YearPhase.Waiting);
            await context.CreateTimer(distributeAt, CancellationToken.None);
        }

        context.SetCustomStatus(YearPhase.Distributing);
        await context.CallActivityAsync(nameof(DistributeActivities.CreateAssignments), year, Retrying.Default);
        await context.CallActivityAsync(nameof(YearActivities.StartParts), year, Retrying.Default);

        // Last, so that an invitation that can't be created does not delay the others.
        await context.CallActivityAsync(nameof(DistributeActivities.InviteExperts), year, Retrying.Default);

        context.SetCustomStatus(YearPhase.Collecting);
        while (!await context.CallActivityAsync<bool>(nameof(YearActivities.IsClosed), year, Retrying.Default))
        {
            await Waking.WaitForChangeAsync(context);
        }

        context.SetCustomStatus(YearPhase.Closed);
    }
}

/// <summary>The phase of the year, as the orchestration's custom status.</summary>
public static class YearPhase
{
    public const string Waiting = "waiting";
    public const string Distributing = "distributing";
    public const string Collecting = "collecting";
    public const string Closed = "closed";
}
