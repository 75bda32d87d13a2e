using Arshjulet.Local.Orchestrations.History;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>What a turn came to.</summary>
/// <param name="Actions">What the code asked for.</param>
/// <param name="End">How the execution ended; null while it goes on.</param>
/// <param name="Suspended">Whether it rests.</param>
internal sealed record Outcome(IReadOnlyList<HistoryEvent> Actions, HistoryEvent? End, bool Suspended);
