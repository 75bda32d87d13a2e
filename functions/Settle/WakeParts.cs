using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Settle;

/// <summary>Wakes all of a closed year's orchestrations, so that they see that it is closed and complete.</summary>
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
