using System.Globalization;
using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>An instance's own row: the sentinel whose ETag every batch of its partition carries.</summary>
internal sealed record InstanceState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Version { get; init; } = "";

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>Counts executions under this id, started anew or continued as new: history rows of another epoch are not its own.</summary>
    public int Epoch { get; init; }

    /// <summary>The epoch in which it was last started anew: messages sent to an earlier instance of the same id are not for this one.</summary>
    public int Incarnation { get; init; }

    /// <summary>How many history rows the epoch has.</summary>
    public int Turns { get; init; }

    /// <summary>The epoch's turns that are kept in the row itself.</summary>
    public IReadOnlyList<ShortTurn> ShortTurns { get; init; } = [];

    /// <summary>Who wrote the row last: tells a commit whose response was lost from one that another process made.</summary>
    public string Commit { get; init; } = "";

    public ETag ETag { get; init; }

    /// <summary>Names this start of the id: epochs are counted from 0 again when the instance has been purged.</summary>
    public required string Run { get; init; }

    /// <summary>Names this execution, and no other of the same instance id.</summary>
    public string ExecutionId => string.Create(CultureInfo.InvariantCulture, $"{Run}-{Epoch}");

    public bool IsOpen => Status is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended;
}

/// <summary>The call that a sub-orchestration answers.</summary>
internal sealed record ParentLink(string Id, string Name, string ExecutionId, int TaskId);
