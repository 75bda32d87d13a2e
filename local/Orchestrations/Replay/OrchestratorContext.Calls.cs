using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations.Replay;

internal sealed partial class OrchestratorContext
{
    private const string FinalKey = "Final";

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        OnOwnThread();
        ThrowIfOptions(input, options);
        var call = new HistoryEvent { Kind = HistoryKind.TaskScheduled, Name = name.Name, Data = Converter.Serialize(input) };
        return CallAsync(() => Ask<TResult>(call).Task, options?.Retry);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        OnOwnThread();
        ThrowIfOptions(input, options);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        StoreKeys.ValidateInstanceId(id);
        var call = new HistoryEvent
        {
            Kind = HistoryKind.SubOrchestrationScheduled,
            Name = orchestratorName.Name,
            Data = Converter.Serialize(input),
            Other = id,
            Version = (options?.Version is { } version ? version.Version : defaultVersion) ?? "",
            Tags = options?.Tags is { Count: > 0 } tags ? new(tags) : null,
        };
        return CallAsync(() => Ask<TResult>(call).Task, options?.Retry);
    }

    private Task<T> CallAsync<T>(Func<Task<T>> call, TaskRetryOptions? retry) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(call, policy),
        { Handler: { } handler } => ByHandlerAsync(call, handler),
        _ => call(),
    };

    private async Task<T> ByPolicyAsync<T>(Func<Task<T>> call, RetryPolicy policy)
    {
        var first = CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (attempt < policy.MaxNumberOfAttempts && !IsFinal(failed) && policy.Handle(failed)
                && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || CurrentUtcDateTime < first + policy.RetryTimeout))
            {
                // The wait is below: awaiting inside a catch would keep the exception's stack alive for as long as it takes.
            }

            await CreateTimer(Backoff(policy, attempt), CancellationToken.None);
        }
    }

    private async Task<T> ByHandlerAsync<T>(Func<Task<T>> call, AsyncRetryHandler handler)
    {
        var first = CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (!IsFinal(failed))
            {
                var retry = new RetryContext(this, attempt, failed.FailureDetails, CurrentUtcDateTime - first, CancellationToken.None);
                if (!await handler(retry))
                {
                    throw;
                }
            }
        }
    }

    private static TimeSpan Backoff(RetryPolicy policy, int attempt)
    {
        var ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }

    private static bool IsFinal(TaskFailedException failed) => failed.Data[FinalKey] is true;

    private static void ThrowIfOptions(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("The input is a TaskOptions and there are no options: name the parameter (options: …).", nameof(input));
        }
    }
}
