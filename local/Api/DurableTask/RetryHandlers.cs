namespace Microsoft.DurableTask;

/// <summary>Whether a failed task is to be called again.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Whether a failed task is to be called again; may await a durable timer first.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler decides from.</summary>
/// <param name="OrchestrationContext">The caller, for timers.</param>
/// <param name="LastAttemptNumber">How many calls have failed, from 1.</param>
/// <param name="LastFailure">Why the last one failed.</param>
/// <param name="TotalRetryTime">Time since the first call.</param>
/// <param name="CancellationToken">Never cancelled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
