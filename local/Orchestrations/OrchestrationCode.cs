using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations;

/// <summary>What runs the code of orchestrators and activities. The engine decides when, keeps the histories, and knows no code itself.</summary>
/// <param name="RunTurn">
/// Runs an orchestrator, by name, over its past and new events, and returns what it asks for. Throws when the turn could not be run at all
/// (the worker is gone): the engine then stops, and nothing of the turn is stored.
/// </param>
/// <param name="RunActivity">Runs one activity. What its code throws is in the result; an exception means that it could not be run.</param>
public sealed record OrchestrationCode(
    Func<string, OrchestratorRequest, CancellationToken, Task<OrchestratorResponse>> RunTurn,
    Func<ActivityCall, CancellationToken, Task<ActivityResult>> RunActivity);

/// <summary>One call of an activity.</summary>
/// <param name="Name">The activity's name, as the orchestrator wrote it.</param>
/// <param name="InstanceId">The instance that calls.</param>
/// <param name="TaskId">The call's number within the instance's execution, from 0.</param>
/// <param name="Input">The input as the orchestrator serialized it; null when there is none.</param>
public sealed record ActivityCall(string Name, string InstanceId, int TaskId, string? Input);

/// <summary>How an activity ended: with an output (JSON, or null), or with a failure.</summary>
public sealed record ActivityResult(string? Output, TaskFailureDetails? Failure = null);
