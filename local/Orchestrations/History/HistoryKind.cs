namespace Arshjulet.Local.Orchestrations.History;

/// <summary>The numbers are stored: never give one a new meaning.</summary>
internal enum HistoryKind
{
    TurnStarted = 1,
    TaskScheduled = 2,
    TaskCompleted = 3,
    TaskFailed = 4,
    TimerCreated = 5,
    TimerFired = 6,
    SubOrchestrationScheduled = 7,
    SubOrchestrationCompleted = 8,
    SubOrchestrationFailed = 9,
    EventRaised = 10,
    EventSent = 11,
    Suspended = 12,
    Resumed = 13,
    Terminated = 14,
    Completed = 15,
    Failed = 16,
    ContinuedAsNew = 17,
}
