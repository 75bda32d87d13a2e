using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>Starts orchestrations under their business keys.</summary>
public static class Starting
{
    private static readonly OrchestrationRuntimeStatus[] Started =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed];

    /// <summary>Starts an instance unless it has already started. An instance that failed is started again.</summary>
    public static async Task StartAsync(DurableTaskClient client, string orchestrator, string instanceId, object input, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                orchestrator, input, new StartOrchestrationOptions(instanceId).WithDedupeStatuses(Started), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Backends throw different exceptions when the instance exists, so look at the instance instead.
            if (await client.GetInstanceAsync(instanceId, cancellation) is not { } instance || !Started.Contains(instance.RuntimeStatus))
            {
                throw;
            }
        }
    }
}
