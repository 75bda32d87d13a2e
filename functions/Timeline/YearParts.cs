using Arshjulet.Functions.Distribute;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Remind;
using Arshjulet.Functions.Settle;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Mail;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Timeline;

/// <summary>One of a year's orchestrations: what it runs, under which id, with what.</summary>
/// <param name="Orchestrator">The orchestrator's name.</param>
/// <param name="Instance">Its business key.</param>
/// <param name="Input">What it begins with.</param>
/// <param name="Body">The body that it is about, if it is about one.</param>
public sealed record YearPart(string Orchestrator, string Instance, object Input, string? Body = null);

/// <summary>A part that has stopped, or that was started again and has not got further yet.</summary>
/// <param name="Part">Which.</param>
/// <param name="Since">When it stopped, or was started again.</param>
/// <param name="IsTrying">It has been started again.</param>
public sealed record StoppedPart(YearPart Part, DateTimeOffset Since, bool IsTrying);

/// <summary>
/// A year's orchestrations: the year itself, one a body, one that reminds, one that settles, and one for each round of mail to the managers. None is a sub-orchestration of another: a parent
/// would hear of a failure only where it awaits the child, at the end of the year, and on Azure a sub-orchestration that is started
/// under the id of one that runs overwrites its history, so that a year begun anew could not take up what runs.
/// </summary>
public sealed class YearParts(AssignmentStore assignments, TimeProvider clock)
{
    /// <summary>What has said nothing of itself for this long after its start is being tried again, and not just beginning.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromMinutes(1);

    /// <summary>Starts what is missing of a distributed year and what has stopped; what runs is left as it is.</summary>
    public async Task StartAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var part in await OfAsync(year, cancellation))
        {
            await StartAsync(part, client, cancellation);
        }
    }

    /// <summary>What has stopped, in order: nobody else says that an orchestration failed.</summary>
    public async Task<IReadOnlyList<StoppedPart>> StoppedAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var parts = await AllAsync(year, client, cancellation);
        var there = await Task.WhenAll(parts.Select(p => client.GetInstanceAsync(p.Instance, getInputsAndOutputs: true, cancellation)));
        return [.. parts.Zip(there, StoppedOf).OfType<StoppedPart>()];
    }

    /// <summary>Starts anew what has stopped. Returns what that was.</summary>
    public async Task<IReadOnlyList<YearPart>> RestartAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var failed = new HashSet<string>();
        await foreach (var there in client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated] })
            .WithCancellation(cancellation))
        {
            failed.Add(there.InstanceId);
        }

        YearPart[] stopped = failed.Count == 0 ? [] : [.. (await AllAsync(year, client, cancellation)).Where(p => failed.Contains(p.Instance))];
        foreach (var part in stopped)
        {
            await StartAsync(part, client, cancellation);
        }

        return stopped;
    }

    /// <summary>The year, its parts and the postman, which all years share.</summary>
    private async Task<IReadOnlyList<YearPart>> AllAsync(int year, DurableTaskClient client, CancellationToken cancellation) =>
    [
        new(nameof(YearOrchestrator), InstanceIds.ForYear(year), year),
        .. await OfAsync(year, cancellation),
        .. await SurveyRoundsAsync(year, client, cancellation),
        new(nameof(Postman), Postman.Instance, PaceWindow.Unused),
    ];

    /// <summary>The managers' mail has no row of its own that says which rounds there were; they are found by their names.</summary>
    private static async Task<IReadOnlyList<YearPart>> SurveyRoundsAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var rounds = new List<YearPart>();
        await foreach (var there in client.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = SurveyRound.Prefix(year) }).WithCancellation(cancellation))
        {
            if (SurveyRound.Of(there.InstanceId) is { } round)
            {
                rounds.Add(new YearPart(nameof(SurveyMailOrchestrator), there.InstanceId, round));
            }
        }

        return [.. rounds.OrderBy(r => r.Instance, StringComparer.Ordinal)];
    }

    /// <summary>The parts beside the year itself; none before the year is distributed.</summary>
    private async Task<IReadOnlyList<YearPart>> OfAsync(int year, CancellationToken cancellation)
    {
        var bodies = (await assignments.OfYearAsync(year, cancellation)).Select(a => a.Id.Body).Distinct().ToArray();
        return bodies.Length == 0 ? [] :
        [
            .. bodies.Select(b => new YearPart(nameof(BodyOrchestrator), InstanceIds.ForBody(year, b), new BodyOfYear(year, b), b)),
            new(nameof(RemindOrchestrator), InstanceIds.ForReminding(year), year),
            new(nameof(SettleOrchestrator), InstanceIds.ForSettling(year), year),
        ];
    }

    private StoppedPart? StoppedOf(YearPart part, OrchestrationMetadata? there) => there switch
    {
        { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated } => new StoppedPart(part, there.LastUpdatedAt, IsTrying: false),

        // Each says how far it has come as soon as its first step is done.
        { IsCompleted: false, SerializedCustomStatus: null or "" or "null" } when there.CreatedAt + Beginning < clock.GetUtcNow() => new StoppedPart(part, there.CreatedAt, IsTrying: true),
        _ => null,
    };

    private static Task StartAsync(YearPart part, DurableTaskClient client, CancellationToken cancellation) =>
        Starting.StartAsync(client, part.Orchestrator, part.Instance, part.Input, cancellation);
}
