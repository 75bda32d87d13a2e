using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Local.Hosting;

/// <summary>What an invocation returned, shared by all who look at it.</summary>
internal sealed class InvocationOutcome
{
    public object? Value { get; set; }
}

internal sealed class LocalInvocationResult(InvocationOutcome outcome) : InvocationResult
{
    public override object? Value
    {
        get => outcome.Value;
        set => outcome.Value = value;
    }
}

internal sealed class LocalInvocationResult<T>(InvocationOutcome outcome) : InvocationResult<T>
{
    public override T? Value
    {
        get => outcome.Value switch
        {
            null => default,
            T value => value,
            var other => throw new InvalidOperationException($"The invocation returned a {other.GetType()}, not a {typeof(T)}."),
        };
        set => outcome.Value = value;
    }
}
