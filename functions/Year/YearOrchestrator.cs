using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Remind;
using Arshjulet.Functions.Settle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Arshjulet.Functions.Year;

/// <summary>
/// The year wheel: distribute, collect while reminding, settle, close. It begins when KS's decision is registered, and its instance is
/// <c>year-2024</c>. Compiling stands beside it: the secretary does it any number of times.
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
        var bodies = await context.CallActivityAsync<string[]>(nameof(DistributeActivities.CreateAssignments), year, Retrying.Default);
        var answering = bodies
            .Select(b => context.CallSubOrchestratorAsync(
                nameof(BodyOrchestrator), new BodyOfYear(year, b), new SubOrchestrationOptions(instanceId: YearClock.BodyInstance(year, b))))
            .ToArray();
        var reminding = context.CallSubOrchestratorAsync(
            nameof(RemindOrchestrator), year, new SubOrchestrationOptions(instanceId: YearClock.RemindInstance(year)));

        context.SetCustomStatus(YearPhase.Collecting);
        await context.CallSubOrchestratorAsync(nameof(SettleOrchestrator), year, new SubOrchestrationOptions(instanceId: YearClock.SettleInstance(year)));

        context.SetCustomStatus(YearPhase.Closing);
        await context.CallActivityAsync(nameof(SettleActivities.CloseYear), year, Retrying.Default);
        foreach (var body in bodies)
        {
            context.SendEvent(YearClock.BodyInstance(year, body), YearClock.Changed, "");
        }

        context.SendEvent(YearClock.RemindInstance(year), YearClock.Changed, "");
        await Task.WhenAll([.. answering, reminding]);
        context.SetCustomStatus(YearPhase.Closed);
    }
}

/// <summary>Where the year stands, as the orchestration's custom status.</summary>
public static class YearPhase
{
    public const string Waiting = "waiting";
    public const string Distributing = "distributing";
    public const string Collecting = "collecting";
    public const string Closing = "closing";
    public const string Closed = "closed";
}

/// <summary>One body in one year, as an orchestration's input: ids only.</summary>
public sealed record BodyOfYear(int Year, string Body);
