using System.Text.Json.Serialization;
using Arshjulet.Local.Orchestrations.History;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>
/// What a turn sends to another instance. Kept in the sender's partition by the turn's own batch, and delivered from there, so that
/// neither side can know of it without the other.
/// </summary>
internal sealed record OutboxMessage
{
    [JsonPropertyName("o")]
    public required string Target { get; init; }

    /// <summary>For a scheduled sub-orchestration the call itself: the target is then created, not told.</summary>
    [JsonPropertyName("e")]
    public required HistoryEvent Event { get; init; }

    [JsonPropertyName("c")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sender, when a sub-orchestration starts.</summary>
    [JsonPropertyName("p")]
    public ParentLink? Parent { get; init; }

    /// <summary>The only execution of the target that it concerns; null means whichever is there.</summary>
    [JsonPropertyName("x")]
    public int? Epoch { get; init; }
}
