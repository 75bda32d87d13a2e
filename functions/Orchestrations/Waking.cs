using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>Wakes waiting orchestrations. State is kept in the tables and an event only wakes, so a missing or extra event does no harm.</summary>
public static class Waking
{
    /// <summary>The event that tells an orchestration to look at the tables again.</summary>
    public const string Changed = "Changed";

    /// <summary>
    /// In an orchestration: waits until it is woken, without a timeout. A wait of 30 days would take ten durable timers in a row, for each body.
    /// Where a lost event would do harm, an hourly function wakes the instance again.
    /// </summary>
    public static Task WaitForChangeAsync(TaskOrchestrationContext context) => context.WaitForExternalEvent<string>(Changed);

    /// <summary>In an orchestration: waits until it is woken, but no longer than <paramref name="longest"/>.</summary>
    public static async Task WaitForChangeAsync(TaskOrchestrationContext context, TimeSpan longest)
    {
        try
        {
            await context.WaitForExternalEvent<string>(Changed, longest);
        }
        catch (TaskCanceledException)
        {
            // Timed out. The caller looks at the tables either way.
        }
    }

    /// <summary>Wakes an instance after a change has been stored. A failure is only logged: the instance sees the change at its next wake.</summary>
    public static async Task TryWakeAsync(DurableTaskClient client, string instanceId, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await WakeAsync(client, instanceId, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "{Instance} could not be woken", instanceId);
        }
    }

    /// <summary>Wakes an instance if it exists and has not completed.</summary>
    public static async Task WakeAsync(DurableTaskClient client, string instanceId, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(instanceId, cancellation) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(instanceId, Changed, cancellation);
        }
    }
}
