using Microsoft.DurableTask;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>How activities are retried. They are idempotent, so a retry is safe, and the retries go on for longer than a storage restart takes.</summary>
public static class Retrying
{
    /// <summary>Eight attempts over about ten minutes: 5 s, 10 s, 20 s, … at most 5 min.</summary>
    public static readonly TaskOptions Default = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));
}
