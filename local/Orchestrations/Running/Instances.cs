using System.Collections.Concurrent;
using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>The instances that have not ended, by id.</summary>
internal sealed class Instances(OrchestrationEngine engine) : IDisposable
{
    private readonly ConcurrentDictionary<string, Instance> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public ICollection<Instance> All => _open.Values;

    public Instance? Find(string id) => _open.GetValueOrDefault(id);

    /// <summary>A new instance, which replaces an ended one that has not been removed yet.</summary>
    public Instance Add(InstanceState state) => _open[state.Id] = new Instance(engine, state, isNew: engine.Started);

    /// <summary>One that may have a history, at start.</summary>
    public void Load(InstanceState state) => _open[state.Id] = new Instance(engine, state, isNew: false);

    public void Remove(Instance instance) => _open.TryRemove(new(instance.State.Id, instance));

    /// <summary>Makes and removes an instance of one id one at a time; dispose the result to let the next in.</summary>
    public async Task<IDisposable> EnterAsync(string id, CancellationToken cancellation)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(id) % _gates.Length];
        await gate.WaitAsync(cancellation);
        return new Entered(gate);
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }

    private sealed class Entered(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
