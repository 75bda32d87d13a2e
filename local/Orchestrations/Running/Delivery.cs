using Arshjulet.Local.Orchestrations.History;
using Arshjulet.Local.Orchestrations.Store;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Running;

/// <summary>
/// Brings a turn's messages to the partitions of other instances. First each is stored at its receiver, under a key that is the same
/// however often it is delivered; then the outbox is removed; only then is the receiver told. So no message is taken in while it could
/// still be delivered again, and each arrives once.
/// </summary>
internal sealed class Delivery(OrchestrationEngine engine)
{
    // More at a time would open as many connections.
    private const int AtATime = 32;

    public async Task DeliverAsync(OutboxRow outbox)
    {
        var tell = await StoreAsync(outbox);
        tell.ForEach(t => t());
    }

    /// <summary>At start: nobody is told, for what is stored is read next.</summary>
    public Task RedeliverAsync(OutboxRow outbox) => StoreAsync(outbox);

    private async Task<List<Action>> StoreAsync(OutboxRow outbox)
    {
        List<Action> tell = [];
        foreach (var chunk in outbox.Messages.Index().Chunk(AtATime))
        {
            var orders = chunk.Select(_ => engine.NextOrder()).ToArray();
            var stored = await Task.WhenAll(chunk.Select((message, i) => Outage.OutlastAsync(
                () => StoreAsync(outbox, message.Item, message.Index, orders[i]), engine.Log, engine.Stopping)));
            tell.AddRange(stored.OfType<Action>());
        }

        await Outage.OutlastAsync(() => engine.Store.DeleteRowAsync(outbox.Sender, outbox.Key, engine.Aborting), engine.Log, engine.Stopping);
        return tell;
    }

    private Task<Action?> StoreAsync(OutboxRow outbox, OutboxMessage message, int index, long order)
    {
        var key = StoreKeys.SentMessage(outbox.Key, index);
        return message.Event.SubOrchestrationInstanceCreated is not null
            ? StartAsync(message, key, order)
            : SendAsync(message.Target, message.Event, message.ExecutionId, key, order);
    }

    // A receiver that has ended, or never existed, gets nothing, as on Azure.
    private async Task<Action?> SendAsync(string target, HistoryEvent happened, string? executionId, string key, long order)
    {
        if (engine.Instances.Find(target) is not { } receiver || (executionId is not null && executionId != receiver.State.ExecutionId))
        {
            return null;
        }

        int? epoch = executionId is null ? null : receiver.State.Epoch;
        await engine.Store.AddMessageAsync(new(target, key, happened, receiver.State.Incarnation, epoch, order), engine.Aborting);
        return () =>
        {
            if (!receiver.Post(new(engine.Meter.Begin()) { Event = happened, RowKey = key, Epoch = epoch }))
            {
                engine.Tidy(() => engine.Store.DeleteRowAsync(target, key, engine.Aborting));
            }
        };
    }

    private async Task<Action?> StartAsync(OutboxMessage message, string key, long order)
    {
        var call = message.Event.SubOrchestrationInstanceCreated;
        try
        {
            StoreKeys.ValidateInstanceId(message.Target);
            InstanceRows.ValidateTags(call.Tags.ToDictionary());
        }
        catch (ArgumentException invalid)
        {
            return await RefuseAsync(message, typeof(ArgumentException).FullName!, invalid.Message, key, order);
        }

        using var _ = await engine.Instances.EnterAsync(message.Target, engine.Stopping);
        var wanted = new InstanceState
        {
            Id = message.Target,
            Name = call.Name,
            Run = Guid.NewGuid().ToString("N"),
            Version = call.Version ?? "",
            CreatedAt = message.CreatedAt,
            UpdatedAt = message.CreatedAt,
            Input = call.Input,
            Tags = call.Tags.ToDictionary(),
            Parent = message.Parent,
            Commit = engine.NextCommit(),
        };
        var stored = await engine.Store.InsertAsync(wanted, engine.Aborting);
        if (stored is null && await engine.Store.FindAsync(message.Target, true, engine.Aborting) is { } existing)
        {
            if (existing.Parent == message.Parent)
            {
                if (!existing.IsOpen)
                {
                    // It was started by this message before, and has ended since.
                    return null;
                }

                stored = existing;
            }
            else if (existing.IsOpen)
            {
                return await RefuseAsync(
                    message, "OrchestrationAlreadyExists", $"An instance with the id '{message.Target}' is already under way.", key, order);
            }
            else
            {
                stored = await engine.Store.ReplaceAsync(
                    existing, wanted with { Epoch = existing.Epoch + 1, Incarnation = existing.Epoch + 1 }, engine.Aborting);
            }
        }

        var child = engine.Instances.Add(stored ?? throw new StoreLostException($"Another process has written in instance '{message.Target}'."));
        return child.Begin;
    }

    private Task<Action?> RefuseAsync(OutboxMessage message, string type, string reason, string key, long order)
    {
        var refused = HistoryEvents.At(engine.Clock.GetUtcNow(), e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent
        {
            TaskScheduledId = message.Event.EventId,
            FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = reason },
        });
        return SendAsync(message.Parent!.Id, refused, message.Parent.ExecutionId, key, order);
    }
}
