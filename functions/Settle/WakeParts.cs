using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Settle;

/// <summary>Wakes every orchestration of the year, so that each sees that the year is closed and completes.</summary>
public sealed class WakeParts(AssignmentStore assignments)
{
    [Function(nameof(WakeParts))]
    public async Task RunAsync([ActivityTrigger] int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var bodies = (await assignments.OfYearAsync(year, cancellation)).Select(a => a.Id.Body).Distinct();
        string[] instanceIds = [InstanceIds.ForYear(year), .. bodies.Select(b => InstanceIds.ForBody(year, b)), InstanceIds.ForReminding(year)];
        foreach (var instanceId in instanceIds)
        {
            await Waking.WakeAsync(client, instanceId, cancellation);
        }
    }
}
