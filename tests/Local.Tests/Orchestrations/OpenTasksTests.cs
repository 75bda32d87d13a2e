using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask.Protobuf;
using Xunit;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>A result is taken only if the execution still waits for it.</summary>
public sealed class OpenTasksTests
{
    private readonly OpenTasks _open = new();

    [Fact]
    public void The_result_of_what_was_asked_is_expected_once()
    {
        _open.Apply([Event(e => e.TaskScheduled = new TaskScheduledEvent(), 0)]);

        Assert.True(_open.Expects(Completed(0)));
        _open.Apply([Completed(0)]);
        Assert.False(_open.Expects(Completed(0)));
        Assert.False(_open.Expects(Event(e => e.TaskFailed = new TaskFailedEvent { TaskScheduledId = 0 })));
    }

    [Fact]
    public void The_result_of_what_nobody_asked_is_not_expected()
    {
        Assert.False(_open.Expects(Completed(7)));
        Assert.False(_open.Expects(Event(e => e.TimerFired = new TimerFiredEvent { TimerId = 7 })));
        Assert.False(_open.Expects(Event(e => e.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = 7 })));
        Assert.False(_open.Expects(Event(e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = 7 })));
    }

    [Fact]
    public void An_event_that_answers_nothing_is_always_expected()
    {
        Assert.True(_open.Expects(Event(e => e.EventRaised = new EventRaisedEvent { Name = "e" })));
        Assert.True(_open.Expects(Event(e => e.ExecutionTerminated = new ExecutionTerminatedEvent())));
    }

    [Fact]
    public void A_history_with_everything_in_it_leaves_what_is_open()
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
