using Microsoft.DurableTask;

namespace Arshjulet.Local.Orchestrations;

/// <summary>The orchestrators and activities that the engine can run, by name without regard to case.</summary>
public sealed class OrchestrationRegistry
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityCall, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">An orchestrator of that name is there already.</exception>
    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_orchestrators.TryAdd(name, run))
        {
            throw new ArgumentException($"There are two orchestrators named '{name}'.", nameof(name));
        }
    }

    /// <exception cref="ArgumentException">An activity of that name is there already.</exception>
    public void AddActivity(string name, Func<ActivityCall, CancellationToken, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!_activities.TryAdd(name, run))
        {
            throw new ArgumentException($"There are two activities named '{name}'.", nameof(name));
        }
    }

    internal Func<TaskOrchestrationContext, Task<object?>>? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal Func<ActivityCall, CancellationToken, Task<object?>>? Activity(string name) => _activities.GetValueOrDefault(name);
}
