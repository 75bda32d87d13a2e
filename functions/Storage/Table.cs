using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// One of the app's tables, read and changed in the few ways that the app needs. Every write leaves a token in its row
/// (<see cref="WriteTokens"/>): where the storage's response is lost, the client sends the write again by itself and is refused, because the
/// row has changed; the token tells that it was this very write that changed it.
/// </summary>
public sealed class Table(TableClient client)
{
    /// <summary>A row, or null.</summary>
    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellation)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>A whole partition, in the order of the row keys.</summary>
    public Task<List<TableEntity>> PartitionAsync(string partition, CancellationToken cancellation) => ReadAsync(RowQuery.InPartition(partition), cancellation);

    /// <summary>Rows in the order of their keys.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="select">The properties to read; null for all.</param>
    public async Task<List<TableEntity>> ReadAsync(RowQuery query, CancellationToken cancellation, IEnumerable<string>? select = null)
    {
        // A page of the response may be empty and still have others after it: the client reads on until there is none.
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(query.Filter, select: select, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>
    /// The row with this key, added if it is missing. A row that a batch will change is added like this first, by itself: the emulator lets two
    /// batches both add the same row.
    /// </summary>
    public async Task<TableEntity> GetOrAddAsync(TableEntity row, CancellationToken cancellation)
    {
        TableEntity? found;
        while ((found = await FindAsync(row.PartitionKey, row.RowKey, cancellation)) is null)
        {
            await TryAddAsync(row, cancellation);
        }

        return found;
    }

    /// <summary>Adds a row. False if there is one with its key.</summary>
    public Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation) =>
        TryWriteAsync(row, () => client.AddEntityAsync(row, cancellation), cancellation);

    /// <summary>Replaces a row as it was read, and gives it the ETag that it has now. False if somebody has changed it since.</summary>
    /// <exception cref="InvalidOperationException">The row was not read.</exception>
    public Task<bool> TryReplaceAsync(TableEntity row, CancellationToken cancellation) => row.IsRead()
        ? TryWriteAsync(row, () => client.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation), cancellation)
        : throw new InvalidOperationException($"{client.Name} {row.PartitionKey}/{row.RowKey} was not read.");

    /// <summary>Adds the row where its version says that there was none, else replaces it. False if somebody has written it since.</summary>
    public Task<bool> TryPutAsync(TableEntity row, CancellationToken cancellation) =>
        row.IsRead() ? TryReplaceAsync(row, cancellation) : TryAddAsync(row, cancellation);

    /// <summary>Writes a row whatever is there: for what only one process writes.</summary>
    public Task PutAsync(TableEntity row, CancellationToken cancellation) =>
        client.UpsertEntityAsync(Storage.Batch.Checked(row), TableUpdateMode.Replace, cancellation);

    /// <summary>Deletes a row as it was read. False if somebody has changed it since; true also if it is gone.</summary>
    public async Task<bool> TryDeleteAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            // The client says nothing of a row that is not there.
            await client.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Changes a row whoever else changes it at the same time. Null if there is no such row.</summary>
    /// <param name="partition">Key.</param>
    /// <param name="row">Key.</param>
    /// <param name="change">Made to the row as it is; again, if somebody has changed it meanwhile.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<TableEntity?> ChangeAsync(string partition, string row, Action<TableEntity> change, CancellationToken cancellation) =>
        Attempt.UntilDoneAsync<TableEntity?>(async () =>
        {
            if (await FindAsync(partition, row, cancellation) is not { } found)
            {
                return Attempt.Done<TableEntity?>(null);
            }

            change(found);
            return Attempt.If<TableEntity?>(await TryReplaceAsync(found, cancellation), found);
        });

    /// <summary>Changes of one partition that happen together or not at all.</summary>
    /// <param name="sentinel">The row, as it was read, that every change of the partition replaces: two who change it can't pass each other.</param>
    public Batch Batch(TableEntity sentinel) => new(client, sentinel);

    /// <summary>Rows to replace together, each on condition that it is as it was read.</summary>
    public Batch Batch() => new(client, null);

    /// <summary>Whether the storage refuses a write because the row is there, is gone, or has changed; and not because the table is missing.</summary>
    internal static bool IsRefusal(RequestFailedException e) => e.Status is 409 or 412 || (e.Status == 404 && e.ErrorCode != TableErrorCode.TableNotFound);

    private async Task<bool> TryWriteAsync(TableEntity row, Func<Task<Response>> write, CancellationToken cancellation)
    {
        var token = WriteTokens.AddNew(Storage.Batch.Checked(row));
        try
        {
            row.ETag = (await write()).Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException e) when (IsRefusal(e))
        {
            if (await FindAsync(row.PartitionKey, row.RowKey, cancellation) is { } found && WriteTokens.Has(found, token))
            {
                row.ETag = found.ETag;
                return true;
            }

            return false;
        }
    }
}
