namespace Microsoft.DurableTask;

/// <summary>How often a failed task is called again, and how long is waited in between.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">Calls in all, the first included.</param>
    /// <param name="firstRetryInterval">The wait before the second call.</param>
    /// <param name="backoffCoefficient">What each further wait is multiplied by.</param>
    /// <param name="maxRetryInterval">The longest wait; one hour if not given.</param>
    /// <param name="retryTimeout">No new call later than this after the first; none if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value that no policy can have.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another call; set by <see cref="HandleFailure"/>.</summary>
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Has no effect, as on Azure.</summary>
    [Obsolete("Has no effect. Use TaskOptions.FromRetryHandler or HandleFailure.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Decides from the failure's details whether another call is made.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException("A retry policy can only judge the failure of a task.", exception);
    }

    private static void ThrowIfShorter(TimeSpan? span, TimeSpan first, string name)
    {
        if (span < first && span != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, span, $"{name} cannot be shorter than the first retry interval.");
        }
    }
}
