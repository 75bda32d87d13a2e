using System.Text.Json;
using Arshjulet.Local.Orchestrations.History;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Google.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>Stores instances: one table with a partition for each instance, and blobs for long texts.</summary>
internal sealed partial class InstanceStore(TableServiceClient tables, BlobServiceClient blobs, OrchestrationOptions options)
{
    private const string Payload = "P";

    // Beyond this a batch is refused by Azure, and garbled by Azurite.
    private const int MostOperations = 100;

    private readonly TableClient _table = tables.GetTableClient(options.TableName);
    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(options.PayloadContainer);
    private readonly Payloads _payloads = new(blobs.GetBlobContainerClient(options.PayloadContainer));
    private readonly InstanceRows _rows = new(new Payloads(blobs.GetBlobContainerClient(options.PayloadContainer)));

    public async Task CreateAsync(CancellationToken cancellation)
    {
        await _table.CreateIfNotExistsAsync(cancellation);
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    /// <summary>A new instance's row; null if there is one with its id.</summary>
    public Task<InstanceState?> InsertAsync(InstanceState state, CancellationToken cancellation) =>
        PutAsync(state, row => _table.AddEntityAsync(row, cancellation), cancellation);

    /// <summary>A new instance in the place of an ended one; null if that one has changed.</summary>
    public Task<InstanceState?> ReplaceAsync(InstanceState ended, InstanceState state, CancellationToken cancellation) =>
        PutAsync(state, row => _table.UpdateEntityAsync(row, ended.ETag, TableUpdateMode.Replace, cancellation), cancellation);

    /// <summary>Stores a turn and gives the instance's new ETag.</summary>
    /// <exception cref="StoreLostException">Another process has changed the row.</exception>
    public async Task<InstanceState> CommitAsync(TurnCommit turn, CancellationToken cancellation)
    {
        turn = InOwnRow(turn);
        var batch = await BatchAsync(turn, cancellation);
        try
        {
            return turn.After with { ETag = await WriteAsync(batch, cancellation) };
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            var stored = await FindAsync(turn.After.Id, false, cancellation);
            return stored?.Commit == turn.After.Commit
                ? turn.After with { ETag = stored.ETag }
                : throw new StoreLostException(
                    $"Another process has written in instance '{turn.After.Id}' (commit '{stored?.Commit}', not '{turn.Before.Commit}').", conflict);
        }
    }

    /// <summary>Stores a message for an instance. A message that is already stored is left as it is; its key identifies it.</summary>
    public async Task AddMessageAsync(InboxRow message, CancellationToken cancellation)
    {
        var row = new TableEntity(message.Target, message.Key) { ["Incarnation"] = message.Incarnation, ["Order"] = message.Order };
        if (message.Epoch is { } epoch)
        {
            row["Epoch"] = epoch;
        }

        await _payloads.WriteAsync(row, Payload, message.Event.ToByteArray(), Payloads.RowProperties, cancellation);
        try
        {
            await _table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            return;
        }
    }

    private async Task<InstanceState?> PutAsync(InstanceState state, Func<TableEntity, Task<Response>> write, CancellationToken cancellation)
    {
        var row = await _rows.WholeAsync(state, cancellation);
        try
        {
            return state with { ETag = (await write(row)).Headers.ETag!.Value };
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // The client's own retry, after a response that was lost, meets the row that it wrote itself.
            var stored = await FindAsync(state.Id, false, cancellation);
            return stored?.Commit == state.Commit ? state with { ETag = stored.ETag } : null;
        }
    }

    /// <summary>The turn with its events in the instance's own row, if there is room.</summary>
    private static TurnCommit InOwnRow(TurnCommit turn)
    {
        var held = turn.After.Epoch == turn.Before.Epoch ? turn.Before.ShortTurns : [];
        turn = turn with { After = turn.After with { ShortTurns = held } };
        if (turn.Events.Count == 0)
        {
            return turn;
        }

        var events = new ShortTurn(turn.After.Epoch, turn.After.Turns - 1, HistoryEvents.Write(turn.Events));
        return ShortTurns.With(held, events) is { } with ? turn with { After = turn.After with { ShortTurns = with } } : turn;
    }

    /// <summary>A batch of one is an ordinary write, which is cheaper. Gives the new ETag of the instance's own row, the first.</summary>
    private async Task<ETag> WriteAsync(List<TableTransactionAction> batch, CancellationToken cancellation)
    {
        if (batch is [{ ActionType: TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace } only])
        {
            var mode = only.ActionType == TableTransactionActionType.UpdateMerge ? TableUpdateMode.Merge : TableUpdateMode.Replace;
            return (await _table.UpdateEntityAsync(only.Entity, only.ETag, mode, cancellation)).Headers.ETag!.Value;
        }

        return (await _table.SubmitTransactionAsync(batch, cancellation)).Value[0].Headers.ETag!.Value;
    }

    private async Task<List<TableTransactionAction>> BatchAsync(TurnCommit turn, CancellationToken cancellation)
    {
        var (before, after) = (turn.Before, turn.After);
        var whole = !after.IsOpen || after.Epoch != before.Epoch || after.CustomStatus != before.CustomStatus;
        var own = whole ? await _rows.WholeAsync(after, cancellation) : InstanceRows.Changing(after);
        List<TableTransactionAction> batch =
        [
            new(whole ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpdateMerge, own, before.ETag),
        ];
        if (!whole)
        {
            ShortTurns.Write(own, after.ShortTurns.Except(before.ShortTurns));
        }

        if (turn.Events.Count > 0 && (after.Epoch == before.Epoch ? after.ShortTurns.Count == before.ShortTurns.Count : after.ShortTurns.Count == 0))
        {
            var row = new TableEntity(after.Id, StoreKeys.History(after.Id, after.Epoch, after.Turns - 1)) { ["Epoch"] = after.Epoch };
            await _payloads.WriteAsync(row, Payload, HistoryEvents.Write(turn.Events), Payloads.RowProperties, cancellation);
            batch.Add(new(TableTransactionActionType.Add, row));
        }

        if (turn.Outbox.Count > 0)
        {
            var row = new TableEntity(after.Id, turn.OutboxKey);
            var sent = JsonSerializer.SerializeToUtf8Bytes(turn.Outbox, StoredJson.Default.IReadOnlyListOutboxMessage);
            await _payloads.WriteAsync(row, Payload, sent, Payloads.RowProperties, cancellation);
            batch.Add(new(TableTransactionActionType.Add, row));
        }

        batch.AddRange(turn.Consumed.Select(key =>
            new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(after.Id, key), ETag.All)));
        return batch.Count <= MostOperations ? batch
            : throw new InvalidOperationException($"Instance '{after.Id}': a turn of {batch.Count} operations; {MostOperations} is the most.");
    }
}
