using Microsoft.DurableTask;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>How activities are retried. They are idempotent, so a retry is safe; the back-off outlasts a restart of the storage.</summary>
public static class Retrying
{
    /// <summary>Eight attempts over about ten minutes: 5 s, 10 s, 20 s, … at most 5 min.</summary>
    public static readonly TaskOptions Default = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));
}
