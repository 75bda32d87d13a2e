using System.Collections.Concurrent;
using Microsoft.DurableTask;

namespace Arshjulet.Local.Tests.Conformance;

/// <summary>The orchestrators and activities of one engine, by name. Tests add to it while the engine runs.</summary>
public sealed class RegisteredTasks
{
    private int _count;

    public ConcurrentDictionary<string, ITaskOrchestrator> Orchestrators { get; } = new();

    public ConcurrentDictionary<string, ITaskActivity> Activities { get; } = new();

    /// <summary>Registers under the given name with a number after it, so that tests on the same engine never share a name.</summary>
    public TaskName Add(string name, ITaskOrchestrator orchestrator) => Add(Orchestrators, name, orchestrator);

    /// <inheritdoc cref="Add(string, ITaskOrchestrator)"/>
    public TaskName Add(string name, ITaskActivity activity) => Add(Activities, name, activity);

    private TaskName Add<T>(ConcurrentDictionary<string, T> tasks, string name, T task)
    {
        var unique = $"{name}-{Interlocked.Increment(ref _count)}";
        tasks[unique] = task;
        return unique;
    }
}
