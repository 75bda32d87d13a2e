using System.Text.Json.Serialization;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>Something that happened to an instance, or that its code asked for. The short names are the stored form.</summary>
internal sealed record HistoryEvent
{
    [JsonPropertyName("k")]
    public required HistoryKind Kind { get; init; }

    /// <summary>The number of what was asked for, from 0 in each execution.</summary>
    [JsonPropertyName("i")]
    public int TaskId { get; init; }

    [JsonPropertyName("n")]
    public string? Name { get; init; }

    /// <summary>Input, result or payload, serialized.</summary>
    [JsonPropertyName("d")]
    public string? Data { get; init; }

    /// <summary>When the turn began, or when the timer is due.</summary>
    [JsonPropertyName("t")]
    public DateTime? Time { get; init; }

    /// <summary>The other instance: a sub-orchestration, or an event's receiver.</summary>
    [JsonPropertyName("o")]
    public string? Other { get; init; }

    [JsonPropertyName("v")]
    public string? Version { get; init; }

    [JsonPropertyName("g")]
    public Dictionary<string, string>? Tags { get; init; }

    [JsonPropertyName("r")]
    public bool Recursive { get; init; }

    [JsonPropertyName("f")]
    public Failure? Failure { get; init; }
}
