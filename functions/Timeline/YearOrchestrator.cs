using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Timeline;

/// <summary>
/// The year wheel, from when KS's decision is registered until the year is closed; its instance is <c>year-2024</c>. It distributes and sets
/// the rest going, each for itself: a body's following along, the reminding, and the settling, which closes the year. Compiling stands
/// beside it: the secretary does it any number of times. Begun anew, it takes up what runs.
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

        // Last: an invitation that can't be made shall hold up nobody else's.
        await context.CallActivityAsync(nameof(DistributeActivities.InviteExperts), year, Retrying.Default);

        context.SetCustomStatus(YearPhase.Collecting);
        while (!await context.CallActivityAsync<bool>(nameof(YearActivities.IsClosed), year, Retrying.Default))
        {
            await Waking.WaitForChangeAsync(context);
        }

        context.SetCustomStatus(YearPhase.Closed);
    }
}

/// <summary>Where the year stands, as the orchestration's custom status.</summary>
public static class YearPhase
{
    public const string Waiting = "waiting";
    public const string Distributing = "distributing";
    public const string Collecting = "collecting";
    public const string Closed = "closed";
}
