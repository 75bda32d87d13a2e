using System.Text.Json.Serialization;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>
/// What a turn sends to another instance. Kept in the sender's partition by the turn's own batch, and delivered from there, so that
/// neither side can know of it without the other.
/// </summary>
internal sealed record OutboxMessage
{
    [JsonPropertyName("o")]
    public required string Target { get; init; }

    /// <summary>For a created sub-orchestration the call itself: the target is then created, not told.</summary>
    [JsonIgnore]
    public HistoryEvent Event { get; init; } = null!;

    /// <summary>The event as it is stored.</summary>
    [JsonPropertyName("e")]
    public byte[] EventBytes
    {
        get => Event.ToByteArray();
        init => Event = HistoryEvent.Parser.ParseFrom(value);
    }

    [JsonPropertyName("c")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The sender, when a sub-orchestration starts.</summary>
    [JsonPropertyName("p")]
    public ParentLink? Parent { get; init; }

    /// <summary>The only execution of the target that it concerns; null means whichever is there.</summary>
    [JsonPropertyName("x")]
    public string? ExecutionId { get; init; }
}
