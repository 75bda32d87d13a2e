namespace Microsoft.DurableTask;

/// <summary>One page of a query. May be empty although more follows.</summary>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    public IReadOnlyList<T> Values { get; } = values;

    /// <summary>What the next page is asked for with; null on the last.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
