using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask.Protobuf;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>Which results an execution still waits for.</summary>
public sealed class OpenTasksTests
{
    private readonly OpenTasks _open = new();

    [Fact]
    public void Result_OfWhatWasAsked_IsExpectedOnce()
    {
        _open.Apply([Event(e => e.TaskScheduled = new TaskScheduledEvent(), 0)]);

        Assert.True(_open.Expects(Completed(0)));
        _open.Apply([Completed(0)]);
        Assert.False(_open.Expects(Completed(0)));
        Assert.False(_open.Expects(Event(e => e.TaskFailed = new TaskFailedEvent { TaskScheduledId = 0 })));
    }

    [Fact]
    public void Result_OfWhatNobodyAsked_IsNotExpected()
    {
        Assert.False(_open.Expects(Completed(7)));
        Assert.False(_open.Expects(Event(e => e.TimerFired = new TimerFiredEvent { TimerId = 7 })));
        Assert.False(_open.Expects(Event(e => e.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = 7 })));
        Assert.False(_open.Expects(Event(e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = 7 })));
    }

    [Fact]
    public void Event_ThatAnswersNothing_IsAlwaysExpected()
    {
        Assert.True(_open.Expects(Event(e => e.EventRaised = new EventRaisedEvent { Name = "e" })));
        Assert.True(_open.Expects(Event(e => e.ExecutionTerminated = new ExecutionTerminatedEvent())));
    }

    [Fact]
    public void Everything_InOneHistory_LeavesWhatIsOpen()
    {
        _open.Apply(
        [
            Event(e => e.TaskScheduled = new TaskScheduledEvent(), 0),
            Event(e => e.TimerCreated = new TimerCreatedEvent(), 1),
            Event(e => e.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = "child" }, 2),
            Event(e => e.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = "ended" }, 3),
            Event(e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = 3 }),
            Event(e => e.TimerFired = new TimerFiredEvent { TimerId = 1 }),
            Event(e => e.EventSent = new EventSentEvent(), 4),
        ]);

        Assert.Equal([0, 2], _open.All.Select(e => e.EventId));
    }

    private static HistoryEvent Completed(int number) => Event(e => e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = number });

    private static HistoryEvent Event(Action<HistoryEvent> set, int number = -1) => HistoryEvents.At(OrchestrationHost.Beginning, set, number);
}
