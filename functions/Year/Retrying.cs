using Microsoft.DurableTask;

namespace Arshjulet.Functions.Year;

/// <summary>How activities are tried again. They are idempotent, so trying is safe; the back-off outlasts a restart of the storage.</summary>
public static class Retrying
{
    /// <summary>Eight tries over about ten minutes: 5 s, 10 s, 20 s, … at most 5 min.</summary>
    public static readonly TaskOptions Default = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(5)));

    /// <summary>For what waits for an event: how long until it looks at the tables by itself.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromDays(30);
}
