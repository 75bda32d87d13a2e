using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations;

/// <summary>The calls of a durable client, which the sidecar offers over gRPC. A call that changes an instance returns when the change is stored.</summary>
/// <remarks>
/// Throws <see cref="InstanceNotFoundException"/>, <see cref="InstanceExistsException"/>, ArgumentException for an id that
/// can't be a key, and InvalidOperationException for what the instance's status doesn't allow.
/// </remarks>
internal sealed partial class InstanceClient(OrchestrationEngine engine)
{
    public Task RaiseEventAsync(string id, string name, string? input, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return SendAsync(id, e => e.EventRaised = new EventRaisedEvent { Name = name, Input = input }, cancellation);
    }

    public Task SuspendAsync(string id, string? reason, CancellationToken cancellation)
    {
        ThrowIfSuspended(id, true);
        return SendAsync(id, e => e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason }, cancellation);
    }

    public Task ResumeAsync(string id, string? reason, CancellationToken cancellation)
    {
        ThrowIfSuspended(id, false);
        return SendAsync(id, e => e.ExecutionResumed = new ExecutionResumedEvent { Input = reason }, cancellation);
    }

    public Task TerminateAsync(string id, string? output, CancellationToken cancellation) =>
        SendAsync(id, e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = output }, cancellation);

    /// <summary>Waits until the instance has begun.</summary>
    public Task<InstanceState> WaitForStartAsync(string id, bool texts, CancellationToken cancellation) =>
        WaitAsync(id, state => state.Status != OrchestrationRuntimeStatus.Pending, texts, cancellation);

    /// <summary>Waits until the instance has ended.</summary>
    public Task<InstanceState> WaitForCompletionAsync(string id, bool texts, CancellationToken cancellation) =>
        WaitAsync(id, state => !state.IsOpen, texts, cancellation);

    /// <summary>The instance as last stored; null if there is none.</summary>
    public Task<InstanceState?> FindAsync(string id, bool texts, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(id);
        engine.ThrowIfNotRunning();
        return engine.Store.FindAsync(id, texts, cancellation);
    }

    private void ThrowIfSuspended(string id, bool suspended)
    {
        if (engine.Instances.Find(id) is { State.Status: var status } && (status == OrchestrationRuntimeStatus.Suspended) == suspended)
        {
            throw new InvalidOperationException($"The instance '{id}' is {(suspended ? "" : "not ")}suspended.");
        }
    }

    private async Task SendAsync(string id, Action<HistoryEvent> set, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(id);
        engine.ThrowIfNotRunning();
        var happened = HistoryEvents.At(engine.Clock.GetUtcNow(), set);
        if (engine.Instances.Find(id) is not { } instance)
        {
            throw await MissingAsync(id, cancellation);
        }

        // The caller can't cancel this: an event that is stored but not posted would wait until the next start.
        var piece = engine.Meter.Begin();
        var key = StoreKeys.ClientMessage();
        try
        {
            await engine.Store.AddMessageAsync(new(id, key, happened, instance.State.Incarnation, null, engine.NextOrder()), engine.Aborting);
        }
        catch
        {
            piece.Dispose();
            throw;
        }

        if (!instance.Post(new(piece) { Event = happened, RowKey = key }))
        {
            engine.Tidy(() => engine.Store.DeleteRowAsync(id, key, engine.Aborting));
            throw await MissingAsync(id, cancellation);
        }
    }

    private async Task<Exception> MissingAsync(string id, CancellationToken cancellation) =>
        await engine.Store.FindAsync(id, false, cancellation) is { } ended
            ? new InvalidOperationException($"The instance '{id}' has ended ({ended.Status}); it takes nothing more in.")
            : new InstanceNotFoundException(id);

    // The state in memory is the one last stored; an instance that has ended meanwhile is read from the store.
    private async Task<InstanceState> WaitAsync(string id, Func<InstanceState, bool> reached, bool texts, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(id);
        engine.ThrowIfNotRunning();
        while (engine.Instances.Find(id) is { } instance)
        {
            var changed = instance.Changed;
            if (instance.State is var stored && reached(stored))
            {
                return stored;
            }

            await Task.WhenAny(changed, engine.Stopped).WaitAsync(cancellation);
            engine.ThrowIfNotRunning();
        }

        return await engine.Store.FindAsync(id, texts, cancellation) ?? throw new InstanceNotFoundException(id);
    }
}
