using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>Whether the code, run again, asks for what the history says it asked for.</summary>
internal static class Repetition
{
    /// <exception cref="NonDeterministicOrchestrationException">It asks for something else, more, or less.</exception>
    public static void Check(InstanceState state, List<HistoryEvent> expected, IReadOnlyList<HistoryEvent> actual, HistoryEvent? end)
    {
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            var (was, now) = (expected.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
            if (was is null || now is null || !IsSame(was, now))
            {
                throw Different(state, Describe(was), Describe(now));
            }
        }

        if (end is not null)
        {
            throw Different(state, "it went on", end.Failure is { } failure ? $"it failed ({failure.Type}: {failure.Message})" : "it returned");
        }
    }

    private static bool IsSame(HistoryEvent was, HistoryEvent now) =>
        was.Kind == now.Kind
        && was.TaskId == now.TaskId
        && string.Equals(was.Name, now.Name, StringComparison.OrdinalIgnoreCase)
        && was.Other == now.Other
        && (was.Kind != HistoryKind.TimerCreated || was.Time == now.Time);

    private static NonDeterministicOrchestrationException Different(InstanceState state, string expected, string actual) => new(
        $"The orchestrator '{state.Name}' (instance '{state.Id}') does not do again what it did: the history says {expected}, the code now says {actual}. "
        + "Orchestrators take time, ids and every outside value from their context or from activities, and a changed one gets a new version.");

    private static string Describe(HistoryEvent? action) => action switch
    {
        null => "nothing more",
        { Kind: HistoryKind.TaskScheduled } => $"activity '{action.Name}' as task {action.TaskId}",
        { Kind: HistoryKind.SubOrchestrationScheduled } => $"sub-orchestration '{action.Name}' ('{action.Other}') as task {action.TaskId}",
        { Kind: HistoryKind.TimerCreated } => $"a timer until {action.Time:O} as task {action.TaskId}",
        _ => $"event '{action.Name}' to '{action.Other}' as task {action.TaskId}",
    };
}
