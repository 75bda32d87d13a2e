using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>What a turn sends to other instances, and to the next execution of its own.</summary>
internal static class Outbox
{
    public static List<OutboxMessage> ForTurn(InstanceState before, InstanceState after, TurnEffects effects, DateTimeOffset now)
    {
        List<OutboxMessage> messages = [];
        foreach (var asked in effects.Asked)
        {
            if (asked.SubOrchestrationInstanceCreated is { } child)
            {
                var parent = new ParentLink(before.Id, before.Name, before.ExecutionId, asked.EventId);
                messages.Add(new() { Target = child.InstanceId, Event = asked, Parent = parent, CreatedAt = now });
            }
            else if (asked.EventSent is { } sent)
            {
                messages.Add(new()
                {
                    Target = sent.InstanceId,
                    Event = HistoryEvents.At(now, e => e.EventRaised = new EventRaisedEvent { Name = sent.Name, Input = sent.Input }),
                });
            }
        }

        // Events that came in the turn that continued as new, and that it has not looked at.
        messages.AddRange(effects.Carried.Select(carried => new OutboxMessage { Target = before.Id, Event = carried }));
        if (!after.IsOpen && before.Parent is { } caller)
        {
            messages.Add(new() { Target = caller.Id, Event = Result(after, caller, now), ExecutionId = caller.ExecutionId });
        }

        return messages;
    }

    private static HistoryEvent Result(InstanceState ended, ParentLink caller, DateTimeOffset now) => HistoryEvents.At(now, e =>
    {
        if (ended.Status == OrchestrationRuntimeStatus.Completed)
        {
            e.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = caller.TaskId, Result = ended.Output };
            return;
        }

        var failure = ended.Failure ?? new TaskFailureDetails
        {
            ErrorType = "OrchestrationTerminated",
            ErrorMessage = $"The sub-orchestration '{ended.Id}' was terminated" + (ended.Output is { } output ? $": {output}" : "."),
        };
        e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = caller.TaskId, FailureDetails = failure };
    });
}
