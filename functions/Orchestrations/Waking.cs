using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>Wakes orchestrations that wait. The truth is in the tables: an event only wakes, so one too many or too few does no harm.</summary>
public static class Waking
{
    /// <summary>The event that tells an orchestration to look at the tables again.</summary>
    public const string Changed = "Changed";

    /// <summary>
    /// In an orchestration: waits until it is woken. Without an end: a wait of 30 days would be ten durable timers one after the other, for each body.
    /// Where a lost wake would do harm, an hourly function wakes again.
    /// </summary>
    public static Task WaitForChangeAsync(TaskOrchestrationContext context) => context.WaitForExternalEvent<string>(Changed);

    /// <summary>In an orchestration: waits until it is woken, at most this long.</summary>
    public static async Task WaitForChangeAsync(TaskOrchestrationContext context, TimeSpan longest)
    {
        try
        {
            await context.WaitForExternalEvent<string>(Changed, longest);
        }
        catch (TaskCanceledException)
        {
            // No event came; the caller looks at the tables all the same.
        }
    }

    /// <summary>Wakes an instance after what it waits for has been stored. If that fails, it looks when the next wake comes.</summary>
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
