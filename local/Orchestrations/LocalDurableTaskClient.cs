using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Arshjulet.Local.Orchestrations;

/// <summary>The client of an engine in the same process.</summary>
internal sealed partial class LocalDurableTaskClient(OrchestrationEngine engine) : DurableTaskClient(engine.Options.TaskHub)
{
    private static readonly DataConverter Converter = JsonDataConverter.Default;

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(
            instanceId, new() { Kind = HistoryKind.EventRaised, Name = eventName, Data = Converter.Serialize(eventPayload) }, cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new() { Kind = HistoryKind.Suspended, Data = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new() { Kind = HistoryKind.Resumed, Data = reason }, cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new() { Kind = HistoryKind.Terminated, Data = Converter.Serialize(options?.Output), Recursive = options?.Recursive ?? false },
            cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, state => !state.IsOpen, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        StoreKeys.ValidateInstanceId(instanceId);
        engine.ThrowIfNotRunning();
        return await engine.Store.FindAsync(instanceId, getInputsAndOutputs, cancellation) is { } state
            ? Metadata(state, getInputsAndOutputs) : null;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Stored before it returns. A crash before that leaves nothing, and the caller an exception.
    private async Task SendAsync(string id, HistoryEvent happened, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(id);
        engine.ThrowIfNotRunning();
        if (engine.Instances.Find(id) is not { } instance)
        {
            throw await MissingAsync(id, cancellation);
        }

        var piece = engine.Meter.Begin();
        var key = StoreKeys.ClientMessage();
        try
        {
            await engine.Store.AddMessageAsync(new(id, key, happened, instance.State.Incarnation, null, engine.NextOrder()), cancellation);
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
            : new ArgumentException($"There is no instance with the id '{id}'.");

    // What is in memory is what was last stored; one that has ended meanwhile is read.
    private async Task<OrchestrationMetadata> WaitAsync(string id, Func<InstanceState, bool> reached, bool texts, CancellationToken cancellation)
    {
        StoreKeys.ValidateInstanceId(id);
        engine.ThrowIfNotRunning();
        while (engine.Instances.Find(id) is { } instance)
        {
            var changed = instance.Changed;
            if (instance.State is var stored && reached(stored))
            {
                return Metadata(stored, texts);
            }

            await Task.WhenAny(changed, engine.Stopped).WaitAsync(cancellation);
            engine.ThrowIfNotRunning();
        }

        return Metadata(
            await engine.Store.FindAsync(id, texts, cancellation) ?? throw new ArgumentException($"There is no instance with the id '{id}'."),
            texts);
    }

    private static OrchestrationMetadata Metadata(InstanceState state, bool texts) => new(state.Name, state.Id)
    {
        RuntimeStatus = state.Status,
        CreatedAt = state.CreatedAt,
        LastUpdatedAt = state.UpdatedAt,
        SerializedInput = texts ? state.Input : null,
        SerializedOutput = texts ? state.Output : null,
        SerializedCustomStatus = texts ? state.CustomStatus : null,
        DataConverter = texts ? Converter : null,
        FailureDetails = state.Failure?.ToDetails(),
        Tags = state.Tags ?? new Dictionary<string, string>(),
    };
}
