using System.Globalization;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>An event of a history as a line to read.</summary>
internal static class HistoryReading
{
    public static HistoryEntry Entry(HistoryEvent e)
    {
        var (name, detail) = e switch
        {
            { ExecutionStarted: { } started } => (started.Name, started.Input),
            { TaskScheduled: { } call } => (call.Name, call.Input),
            { TaskCompleted: { } done } => (null, done.Result),
            { TaskFailed: { } failed } => (null, Text(failed.FailureDetails)),
            { TimerCreated: { } timer } => (null, timer.FireAt.ToDateTime().ToString("O", CultureInfo.InvariantCulture)),
            { TimerFired: { } fired } => (null, fired.FireAt.ToDateTime().ToString("O", CultureInfo.InvariantCulture)),
            { SubOrchestrationInstanceCreated: { } child } => (child.Name, $"{child.InstanceId}: {child.Input}"),
            { SubOrchestrationInstanceCompleted: { } done } => (null, done.Result),
            { SubOrchestrationInstanceFailed: { } failed } => (null, Text(failed.FailureDetails)),
            { EventRaised: { } raised } => (raised.Name, raised.Input),
            { EventSent: { } sent } => (sent.Name, $"{sent.InstanceId}: {sent.Input}"),
            { ExecutionSuspended: { } paused } => (null, paused.Input),
            { ExecutionResumed: { } resumed } => (null, resumed.Input),
            { ExecutionTerminated: { } ended } => (null, ended.Input),
            { ExecutionCompleted: { } over } => (null, over.FailureDetails is { } failure ? Text(failure) : over.Result),
            _ => ((string?)null, (string?)null),
        };
        return new HistoryEntry(e.Timestamp.ToDateTimeOffset(), e.EventTypeCase.ToString(), name, detail);
    }

    private static string? Text(TaskFailureDetails? failure) => failure is null ? null : $"{failure.ErrorType}: {failure.ErrorMessage}";
}
