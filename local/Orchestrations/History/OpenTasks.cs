using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>What an execution has asked for and not got yet: activities, timers and sub-orchestrations, by their number.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, HistoryEvent> _open = [];

    public IReadOnlyList<HistoryEvent> All => [.. _open.Values];

    public void Apply(IEnumerable<HistoryEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is { TaskScheduled: not null } or { TimerCreated: not null } or { SubOrchestrationInstanceCreated: not null })
            {
                _open[happened.EventId] = happened;
            }
            else if (AnsweredBy(happened) is { } number)
            {
                _open.Remove(number);
            }
        }
    }

    /// <summary>Whether an event can be taken in: it answers nothing, or what it answers is still open.</summary>
    public bool Expects(HistoryEvent happened) => AnsweredBy(happened) is not { } number || _open.ContainsKey(number);

    public void Clear() => _open.Clear();

    private static int? AnsweredBy(HistoryEvent happened) => happened switch
    {
        { TaskCompleted: { } done } => done.TaskScheduledId,
        { TaskFailed: { } failed } => failed.TaskScheduledId,
        { TimerFired: { } fired } => fired.TimerId,
        { SubOrchestrationInstanceCompleted: { } done } => done.TaskScheduledId,
        { SubOrchestrationInstanceFailed: { } failed } => failed.TaskScheduledId,
        _ => null,
    };
}
