using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>One turn's effects, stored together or not at all.</summary>
internal sealed record TurnCommit
{
    public required InstanceState Before { get; init; }

    public required InstanceState After { get; init; }

    /// <summary>One history row's events, or none.</summary>
    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    public required IReadOnlyList<OutboxMessage> Outbox { get; init; }

    /// <summary>Row keys of the messages that the turn took in.</summary>
    public required IReadOnlyList<string> Consumed { get; init; }

    /// <summary>The outbox's row: named by the turn that sends, also when that turn begins a new epoch.</summary>
    public string OutboxKey => StoreKeys.Outbox(Before.Id, Before.Epoch, Before.Turns, Before.Run);
}

/// <summary>A message in an instance's partition that no turn has taken in yet.</summary>
internal sealed record InboxRow(string Target, string Key, HistoryEvent Event, int Incarnation, int? Epoch, long Order);

/// <summary>The messages of a turn that were not known to be delivered.</summary>
internal sealed record OutboxRow(string Sender, string Key, IReadOnlyList<OutboxMessage> Messages);

/// <summary>One turn of a history.</summary>
internal sealed record HistoryRow(int Epoch, int Turn, IReadOnlyList<HistoryEvent> Events);
