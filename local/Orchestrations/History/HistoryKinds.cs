namespace Arshjulet.Local.Orchestrations.History;

internal static class HistoryKinds
{
    /// <summary>Asked for by the orchestrator's code, rather than having happened to it.</summary>
    public static bool IsAction(this HistoryKind kind) => kind is
        HistoryKind.TaskScheduled or HistoryKind.TimerCreated or HistoryKind.SubOrchestrationScheduled or HistoryKind.EventSent;

    /// <summary>Ends an execution.</summary>
    public static bool IsEnd(this HistoryKind kind) => kind is
        HistoryKind.Completed or HistoryKind.Failed or HistoryKind.ContinuedAsNew;
}
