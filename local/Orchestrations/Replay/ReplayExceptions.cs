namespace Arshjulet.Local.Orchestrations.Replay;

/// <summary>The code did not do again what the history says it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);

/// <summary>The code awaited something that its context did not give it.</summary>
internal sealed class ForeignAwaitException(string instanceId, string name) : InvalidOperationException(
    $"The orchestrator '{name}' (instance '{instanceId}') awaited something that is not durable, or went on in another thread: Task.Delay, "
    + "Task.Run, an HTTP call, ConfigureAwait(false) and the like. Await only what TaskOrchestrationContext gives, and do the rest in activities.");
