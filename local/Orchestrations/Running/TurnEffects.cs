using Arshjulet.Local.Orchestrations.History;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>What a turn asks for: new tasks, messages, a status, perhaps the end.</summary>
internal sealed record TurnEffects
{
    /// <summary>What the orchestrator asked for, as events of its history.</summary>
    public required IReadOnlyList<HistoryEvent> Asked { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>How the execution ends; null while it goes on.</summary>
    public CompleteOrchestrationAction? End { get; init; }

    /// <summary>Events for the next execution of an instance that continues as new.</summary>
    public IReadOnlyList<HistoryEvent> Carried { get; init; } = [];

    public static TurnEffects FromResponse(OrchestratorResponse response, DateTimeOffset now)
    {
        var asked = response.Actions.Where(a => a.CompleteOrchestration is null).Select(a => (Action: a, Event: HistoryEvents.FromAction(a, now))).ToList();
        var missing = asked.Find(a => a.Event is null).Action;

        // The first is how it ends: a termination is followed by the execution's own end when both come in one turn.
        var end = missing is null ? response.Actions.Select(a => a.CompleteOrchestration).FirstOrDefault(c => c is not null) : Unsupported(missing);
        return new()
        {
            Asked = missing is null ? [.. asked.Select(a => a.Event!)] : [],
            CustomStatus = response.CustomStatus,
            End = end,
            Carried = end is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } ? [.. end.CarryoverEvents] : [],
        };
    }

    /// <summary>The end of an instance that is terminated before its code has run.</summary>
    public static TurnEffects EndedBeforeStart(HistoryEvent terminated) => new()
    {
        Asked = [],
        End = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Terminated, Result = terminated.ExecutionTerminated.Input },
    };

    private static CompleteOrchestrationAction Unsupported(OrchestratorAction action) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        FailureDetails = new TaskFailureDetails
        {
            ErrorType = typeof(NotSupportedException).FullName,
            ErrorMessage = $"The local host has no {action.OrchestratorActionTypeCase}: no entities, and no rewinding.",
        },
    };
}
