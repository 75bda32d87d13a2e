using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Shims;

namespace Arshjulet.Local.Tests.Conformance.AzureStorage;

/// <summary>Runs each turn in the worker's shim, from the beginning of the history, as the worker in another process does.</summary>
internal sealed class OrchestratorTurns(RegisteredTasks tasks, DurableTaskShimFactory shims)
{
    private static readonly Dictionary<string, object?> Properties = new() { ["defaultVersion"] = ConformanceEngine.DefaultVersion };

    public Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var missing = $"The function '{state.Name}' doesn't exist, is disabled, or is not an orchestrator function.";
        context.SetProperty(tasks.Orchestrators.TryGetValue(state.Name, out var orchestrator)
            ? Run(state, orchestrator, context.GetProperty<TaskOrchestrationEntityParameters>())
            : OrchestratorExecutionResult.ForFailure(missing, details: null));
        return Task.CompletedTask;
    }

    private OrchestratorExecutionResult Run(OrchestrationRuntimeState state, ITaskOrchestrator orchestrator, TaskOrchestrationEntityParameters? entities)
    {
        var parent = state.ParentInstance is { } caller
            ? new ParentOrchestrationInstance(caller.Name, caller.OrchestrationInstance.InstanceId)
            : null;
        var shim = shims.CreateOrchestration(state.Name, orchestrator, Properties, parent);
        return new TaskOrchestrationExecutor(state, shim, BehaviorOnContinueAsNew.Carryover, entities, ErrorPropagationMode.UseFailureDetails).Execute();
    }
}

/// <summary>Nothing: every turn is run by <see cref="OrchestratorTurns"/>.</summary>
internal sealed class NoOrchestrations : INameVersionObjectManager<TaskOrchestration>
{
    public void Add(ObjectCreator<TaskOrchestration> creator) => throw new NotSupportedException();

    public TaskOrchestration? GetObject(string name, string? version) => null;
}
