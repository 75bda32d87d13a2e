using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>Something for an instance's next turn. Its piece of work ends when that turn is stored.</summary>
internal sealed record Message(IDisposable Piece)
{
    /// <summary>What has happened; null only wakes the instance.</summary>
    public HistoryEvent? Event { get; init; }

    /// <summary>Its row in the instance's partition; null when what happened can be done again after a crash.</summary>
    public string? RowKey { get; init; }

    /// <summary>The only execution that it concerns; null means whichever is current.</summary>
    public int? Epoch { get; init; }

    /// <summary>The instance is to begin.</summary>
    public bool Start { get; init; }
}
