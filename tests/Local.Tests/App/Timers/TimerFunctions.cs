using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.TestApp.Timers;

public sealed class TimerFunctions(Seen seen, TimeProvider clock)
{
    [Function("Sweep")]
    public void Sweep([TimerTrigger("%Sweep:Schedule%")] TimerInfo timer)
    {
        var late = timer.IsPastDue ? " late" : "";
        seen.Add(string.Create(CultureInfo.InvariantCulture, $"sweep {clock.GetUtcNow():yyyy-MM-dd HH}{late}, next {timer.ScheduleStatus?.Next:MM-dd HH}"));
    }

    [Function("Retried")]
    [FixedDelayRetry(2, "00:00:00.001")]
    public void Retried([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, FunctionContext context)
    {
        seen.Add(string.Create(CultureInfo.InvariantCulture, $"try {context.RetryContext?.RetryCount} of {context.RetryContext?.MaxRetryCount}"));
        if (context.RetryContext?.RetryCount < 2)
        {
            throw new InvalidOperationException($"not yet{(timer.IsPastDue ? ", late" : "")}");
        }
    }

    [Function("Waiter")]
    public async Task Waiter([TimerTrigger("0 0 0 1 2 *")] TimerInfo timer, CancellationToken cancellation)
    {
        seen.Add($"waiter began{(timer.IsPastDue ? " late" : "")}");
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        }
        finally
        {
            seen.Add("waiter cancelled");
        }
    }

    /// <summary>Never ends, whatever it is told.</summary>
    [Function("Deaf")]
    public Task Deaf([TimerTrigger("0 0 0 1 3 *")] TimerInfo timer)
    {
        seen.Add($"deaf began{(timer.IsPastDue ? " late" : "")}");
        return new TaskCompletionSource().Task;
    }
}
