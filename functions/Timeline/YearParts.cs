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

/// <summary>One of a year's orchestrations.</summary>
/// <param name="Orchestrator">The orchestrator's name.</param>
/// <param name="Instance">The instance id, a business key.</param>
/// <param name="Input">The orchestrator's input.</param>
/// <param name="Body">The body that it is about, if any.</param>
public sealed record YearPart(string Orchestrator, string Instance, object Input, string? Body = null);

/// <summary>A part that has failed, or that was restarted and has not completed its first step yet.</summary>
/// <param name="Part">The part.</param>
/// <param name="Since">When it failed or was restarted.</param>
/// <param name="IsRestarting">Whether it was restarted.</param>
public sealed record StoppedPart(YearPart Part, DateTimeOffset Since, bool IsRestarting);

/// <summary>
/// A year's orchestrations: the year itself, one for each body, one that reminds, one that settles, and one for each round of mail to the
/// managers. None is a sub-orchestration of another. A parent would only see a failure where it awaits the child, at the end of the year; and on
/// Azure, starting a sub-orchestration with the id of one that is running overwrites its history, so a restarted year could not continue.
/// </summary>
public sealed class YearParts(AssignmentStore assignments, TimeProvider clock)
{
    /// <summary>An instance without a custom status for this long after its start is being retried, not just starting.</summary>
    private static readonly TimeSpan StartupTime = TimeSpan.FromMinutes(1);

    /// <summary>Starts the parts of a distributed year that are missing or have failed. Running parts are left alone.</summary>
    public async Task StartAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var part in await PartsAsync(year, cancellation))
        {
            await StartAsync(part, client, cancellation);
        }
    }

    /// <summary>The parts that have failed, in order. Nothing else would tell the office that an orchestration has failed.</summary>
    public async Task<IReadOnlyList<StoppedPart>> StoppedAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var parts = await AllAsync(year, client, cancellation);
        var instances = await Task.WhenAll(parts.Select(p => client.GetInstanceAsync(p.Instance, getInputsAndOutputs: true, cancellation)));
        return [.. parts.Zip(instances, StoppedOf).OfType<StoppedPart>()];
    }

    /// <summary>Restarts the parts that have failed, and returns them.</summary>
    public async Task<IReadOnlyList<YearPart>> RestartAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var failed = new HashSet<string>();
        var query = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated] };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            failed.Add(instance.InstanceId);
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
        .. await PartsAsync(year, cancellation),
        .. await SurveyRoundsAsync(year, client, cancellation),
        new(nameof(Postman), Postman.Instance, PaceWindow.Unused),
    ];

    /// <summary>The rounds of mail to the managers. No row lists them, so they are found by the prefix of their instance ids.</summary>
    private static async Task<IReadOnlyList<YearPart>> SurveyRoundsAsync(int year, DurableTaskClient client, CancellationToken cancellation)
    {
        var rounds = new List<YearPart>();
        var query = new OrchestrationQuery { InstanceIdPrefix = SurveyRound.Prefix(year) };
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (SurveyRound.Parse(instance.InstanceId) is { } round)
            {
                rounds.Add(new YearPart(nameof(SurveyMailOrchestrator), instance.InstanceId, round));
            }
        }

        return [.. rounds.OrderBy(r => r.Instance, StringComparer.Ordinal)];
    }

    /// <summary>The parts other than the year itself; none until the year is distributed.</summary>
    private async Task<IReadOnlyList<YearPart>> PartsAsync(int year, CancellationToken cancellation)
    {
        var bodies = (await assignments.OfYearAsync(year, cancellation)).Select(a => a.Id.Body).Distinct().ToArray();
        return bodies.Length == 0 ? [] :
        [
            .. bodies.Select(b => new YearPart(nameof(BodyOrchestrator), InstanceIds.ForBody(year, b), new BodyOfYear(year, b), b)),
            new(nameof(RemindOrchestrator), InstanceIds.ForReminding(year), year),
            new(nameof(SettleOrchestrator), InstanceIds.ForSettling(year), year),
        ];
    }

    private StoppedPart? StoppedOf(YearPart part, OrchestrationMetadata? instance) => instance switch
    {
        { RuntimeStatus: OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated } =>
            new StoppedPart(part, instance.LastUpdatedAt, IsRestarting: false),

        // Every part sets a custom status as soon as its first step is done.
        { IsCompleted: false, SerializedCustomStatus: null or "" or "null" } when instance.CreatedAt + StartupTime < clock.GetUtcNow() =>
            new StoppedPart(part, instance.CreatedAt, IsRestarting: true),
        _ => null,
    };

    private static Task StartAsync(YearPart part, DurableTaskClient client, CancellationToken cancellation) =>
        Starting.StartAsync(client, part.Orchestrator, part.Instance, part.Input, cancellation);
}
