using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started by a client.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>1–100 characters, no <c>/ \ # ?</c>; null gives a new one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The moment before which it does not begin; null means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels, read back in the instance's metadata.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version; null takes the default one.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>An instance with the same id in one of these states stops the start. Null means running, pending and suspended.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
