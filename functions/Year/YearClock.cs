using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Year;

/// <summary>Starts and wakes the year's orchestrations. Truth is in the tables: an event only wakes, so one too many or too few does no harm.</summary>
public static class YearClock
{
    /// <summary>The event that tells an orchestration to look at the tables again.</summary>
    public const string Changed = "Changed";

    private static readonly OrchestrationRuntimeStatus[] Begun =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed];

    public static string YearInstance(int year) => string.Create(CultureInfo.InvariantCulture, $"year-{year}");

    public static string BodyInstance(int year, string body) => string.Create(CultureInfo.InvariantCulture, $"body-{year}-{body}");

    public static string RemindInstance(int year) => string.Create(CultureInfo.InvariantCulture, $"remind-{year}");

    public static string SettleInstance(int year) => string.Create(CultureInfo.InvariantCulture, $"settle-{year}");

    /// <summary>Starts the year, unless it has started.</summary>
    public static Task StartAsync(DurableTaskClient client, int year, CancellationToken cancellation) =>
        StartAsync(client, nameof(YearOrchestrator), YearInstance(year), year, cancellation);

    /// <summary>Starts an instance under its business key, unless it has begun. One that failed begins anew.</summary>
    public static async Task StartAsync(DurableTaskClient client, string orchestrator, string instance, object input, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                orchestrator, input, new StartOrchestrationOptions(instance).WithDedupeStatuses(Begun), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The client says "it exists" with an exception whose type differs between backends; the instance itself is the answer.
            if (await client.GetInstanceAsync(instance, cancellation) is not { } there || !Begun.Contains(there.RuntimeStatus))
            {
                throw;
            }
        }
    }

    /// <summary>In an orchestration: waits until it is woken, at most this long.</summary>
    public static async Task WaitForChangeAsync(TaskOrchestrationContext context, TimeSpan longest)
    {
        try
        {
            await context.WaitForExternalEvent<string>(Changed, longest);
        }
        catch (TaskCanceledException)
        {
            // Nothing came: look all the same.
        }
    }

    /// <summary>Wakes an instance after what it waits for was stored. Where that fails it looks all the same when its wait ends.</summary>
    public static async Task TryWakeAsync(DurableTaskClient client, string instance, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await WakeAsync(client, instance, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "{Instance} could not be woken", instance);
        }
    }

    /// <summary>Wakes an instance that waits, if it does.</summary>
    public static async Task WakeAsync(DurableTaskClient client, string instance, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(instance, cancellation) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(instance, Changed, cancellation);
        }
    }
}
