using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Replay;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>What a turn sends to other instances.</summary>
internal static class Outbox
{
    public static List<OutboxMessage> Of(
        InstanceState before, InstanceState after, Outcome outcome, IReadOnlyDictionary<int, string> children, DateTimeOffset now)
    {
        List<OutboxMessage> messages = [];
        foreach (var action in outcome.Actions)
        {
            if (action.Kind == HistoryKind.SubOrchestrationScheduled)
            {
                var parent = new ParentLink(before.Id, before.Name, before.Epoch, action.TaskId);
                messages.Add(new() { Target = action.Other!, Event = action, Parent = parent, CreatedAt = now });
            }
            else if (action.Kind == HistoryKind.EventSent)
            {
                var raised = new HistoryEvent { Kind = HistoryKind.EventRaised, Name = action.Name, Data = action.Data };
                messages.Add(new() { Target = action.Other!, Event = raised });
            }
        }

        if (outcome.End is { Kind: HistoryKind.Terminated, Recursive: true } terminated)
        {
            messages.AddRange(children.Values.Select(child => new OutboxMessage { Target = child, Event = terminated }));
        }

        if (!after.IsOpen && before.Parent is { } caller)
        {
            messages.Add(new() { Target = caller.Id, Event = Answer(after, caller), Epoch = caller.Epoch });
        }

        return messages;
    }

    private static HistoryEvent Answer(InstanceState ended, ParentLink caller) => ended.Status == OrchestrationRuntimeStatus.Completed
        ? new() { Kind = HistoryKind.SubOrchestrationCompleted, TaskId = caller.TaskId, Data = ended.Output }
        : new()
        {
            Kind = HistoryKind.SubOrchestrationFailed,
            TaskId = caller.TaskId,
            Failure = ended.Failure ?? new()
            {
                Type = "OrchestrationTerminated",
                Message = $"The sub-orchestration '{ended.Id}' was terminated" + (ended.Output is { } output ? $": {output}" : "."),
            },
        };
}
