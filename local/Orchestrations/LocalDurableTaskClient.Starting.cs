using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Running;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations;

internal sealed partial class LocalDurableTaskClient
{
    // What the host of Durable Functions does when a start says nothing: one that has not ended is not overwritten.
    private static readonly OrchestrationRuntimeStatus[] NotEnded =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        StartAsync(orchestratorName.Name, Converter.Serialize(input), options ?? new(), cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        StoreKeys.ValidateInstanceId(instanceId);
        engine.ThrowIfNotRunning();
        var ended = await engine.Store.FindAsync(instanceId, true, cancellation)
            ?? throw new ArgumentException($"There is no instance with the id '{instanceId}'.");
        if (ended.IsOpen && !restartWithNewInstanceId)
        {
            throw new InvalidOperationException($"The instance '{instanceId}' has not ended ({ended.Status}), and cannot be started again yet.");
        }

        var options = new StartOrchestrationOptions(restartWithNewInstanceId ? null : instanceId)
        {
            Version = ended.Version,
            Tags = ended.Tags ?? new Dictionary<string, string>(),
        };
        return await StartAsync(ended.Name, ended.Input, options, cancellation);
    }

    private async Task<string> StartAsync(string name, string? input, StartOrchestrationOptions options, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var id = options.InstanceId ?? Guid.NewGuid().ToString("N");
        StoreKeys.ValidateInstanceId(id);
        InstanceRows.ValidateTags(options.Tags);
        var stops = options.DedupeStatuses?.Select(ParseStatus).ToArray() ?? NotEnded;
        engine.ThrowIfNotRunning();

        using var _ = await engine.Instances.EnterAsync(id, cancellation);
        using var piece = engine.Meter.Begin();
        if (engine.Instances.Find(id) is { } there)
        {
            ThrowIfStopped(there.State, stops);
            await EndAsync(there, cancellation);
        }

        var now = engine.Clock.GetUtcNow();
        var wanted = new InstanceState
        {
            Id = id,
            Name = name,
            Version = options.Version is { } version ? version.Version : engine.Options.DefaultVersion ?? "",
            CreatedAt = now,
            UpdatedAt = now,
            StartAt = options.StartAt,
            Input = input,
            Tags = options.Tags,
            Commit = engine.NextCommit(),
        };
        var stored = await engine.Store.InsertAsync(wanted, cancellation) ?? await ReplaceAsync(wanted, stops, cancellation);
        engine.Instances.Add(stored).Begin();
        return id;
    }

    private async Task<InstanceState> ReplaceAsync(InstanceState wanted, OrchestrationRuntimeStatus[] stops, CancellationToken cancellation)
    {
        if (await engine.Store.FindAsync(wanted.Id, false, cancellation) is { } ended)
        {
            ThrowIfStopped(ended, stops);
            var anew = wanted with { Epoch = ended.Epoch + 1, Incarnation = ended.Epoch + 1 };
            if (!ended.IsOpen && await engine.Store.ReplaceAsync(ended, anew, cancellation) is { } stored)
            {
                engine.Tidy(() => engine.Store.DeleteHistoryBeforeAsync(stored.Id, stored.Epoch, engine.Aborting));
                return stored;
            }
        }

        throw new InvalidOperationException($"The instance '{wanted.Id}' was changed while it was being started; start it again.");
    }

    // One that has not ended, and that the start may replace, is ended first: no two of one id are ever under way.
    private async Task EndAsync(Instance there, CancellationToken cancellation)
    {
        await SendAsync(there.State.Id, new() { Kind = HistoryKind.Terminated }, cancellation);
        while (there.State.IsOpen)
        {
            var changed = there.Changed;
            if (there.State.IsOpen)
            {
                await Task.WhenAny(changed, engine.Stopped).WaitAsync(cancellation);
                engine.ThrowIfNotRunning();
            }
        }
    }

    private static void ThrowIfStopped(InstanceState there, OrchestrationRuntimeStatus[] stops)
    {
        if (stops.Contains(there.Status))
        {
            throw new InvalidOperationException($"There is already an instance with the id '{there.Id}', and its status is {there.Status}.");
        }
    }

    private static OrchestrationRuntimeStatus ParseStatus(string status) =>
        Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
            ? parsed
            : throw new ArgumentException($"'{status}' is not a status of an orchestration.");
}
