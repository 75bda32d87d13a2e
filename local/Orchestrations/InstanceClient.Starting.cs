using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations;

/// <summary>What is to be started.</summary>
/// <param name="Name">The orchestrator.</param>
/// <param name="Id">The instance's id; null makes one.</param>
/// <param name="Input">Serialized; null for none.</param>
/// <param name="Version">Null takes the engine's default.</param>
/// <param name="StartAt">When it is to begin; null is at once.</param>
/// <param name="Tags">Kept with the instance.</param>
/// <param name="Replaceable">The statuses in which an ended instance of this id makes room; null is all of them. One that runs never does, as on Azure.</param>
internal sealed record NewInstance(
    string Name,
    string? Id = null,
    string? Input = null,
    string? Version = null,
    DateTimeOffset? StartAt = null,
    IReadOnlyDictionary<string, string>? Tags = null,
    IReadOnlyCollection<OrchestrationRuntimeStatus>? Replaceable = null);

internal sealed partial class InstanceClient
{
    // What the host of Durable Functions does when a start says nothing: one that has not ended is not overwritten.
    public static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public async Task<string> StartAsync(NewInstance start, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(start.Name);
        var id = string.IsNullOrEmpty(start.Id) ? Guid.NewGuid().ToString("N") : start.Id;
        StoreKeys.ValidateInstanceId(id);
        InstanceRows.ValidateTags(start.Tags);
        var replaceable = start.Replaceable ?? Ended;
        engine.ThrowIfNotRunning();

        // From here the caller can't cancel: a row that is stored and not begun would block its id.
        using var _ = await engine.Instances.EnterAsync(id, cancellation);
        using var piece = engine.Meter.Begin();
        if (engine.Instances.Find(id) is { State.IsOpen: true } running)
        {
            throw new InstanceExistsException(id, running.State.Status);
        }

        var now = engine.Clock.GetUtcNow();
        var wanted = new InstanceState
        {
            Id = id,
            Name = start.Name,
            Run = Guid.NewGuid().ToString("N"),
            Version = start.Version ?? engine.Options.DefaultVersion ?? "",
            CreatedAt = now,
            UpdatedAt = now,
            StartAt = start.StartAt,
            Input = start.Input,
            Tags = start.Tags,
            Commit = engine.NextCommit(),
        };
        var stored = await engine.Store.InsertAsync(wanted, engine.Aborting) ?? await ReplaceAsync(wanted, replaceable);
        engine.Instances.Add(stored).Begin();
        return id;
    }

    /// <summary>Starts an instance that has ended again, with the input that it had.</summary>
    public async Task<string> RestartAsync(string id, bool underNewId, CancellationToken cancellation)
    {
        var ended = await FindAsync(id, true, cancellation) ?? throw new InstanceNotFoundException(id);
        if (ended.IsOpen && !underNewId)
        {
            throw new InvalidOperationException($"The instance '{id}' has not ended ({ended.Status}), and cannot be started again yet.");
        }

        return await StartAsync(new(ended.Name, underNewId ? null : id, ended.Input, ended.Version, null, ended.Tags), cancellation);
    }

    private async Task<InstanceState> ReplaceAsync(InstanceState wanted, IReadOnlyCollection<OrchestrationRuntimeStatus> replaceable)
    {
        if (await engine.Store.FindAsync(wanted.Id, true, engine.Aborting) is { } ended)
        {
            if (ended.IsOpen && engine.Instances.Find(ended.Id) is null)
            {
                // Stored by an earlier start that had no response from the storage: it has not begun.
                engine.Instances.Add(ended).Begin();
            }

            if (ended.IsOpen || !replaceable.Contains(ended.Status))
            {
                throw new InstanceExistsException(ended.Id, ended.Status);
            }

            var anew = wanted with { Epoch = ended.Epoch + 1, Incarnation = ended.Epoch + 1 };
            if (await engine.Store.ReplaceAsync(ended, anew, engine.Aborting) is { } stored)
            {
                engine.Tidy(() => engine.Store.DeleteHistoryBeforeAsync(stored.Id, stored.Epoch, engine.Aborting));
                return stored;
            }
        }

        throw new InvalidOperationException($"The instance '{wanted.Id}' was changed while it was being started; start it again.");
    }
}
