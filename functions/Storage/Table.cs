using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Arshjulet.Functions.Storage;

/// <summary>
/// One of the app's tables. Every write leaves a random token in its row (<see cref="WriteTokens"/>). If the response to a write is lost,
/// the client retries and is refused, because the row has changed; the token shows that it was this very write that changed it.
/// </summary>
public sealed class Table(TableClient client)
{
    /// <summary>The row with this key, or null.</summary>
    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellation)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>All rows of a partition, ordered by row key.</summary>
    public Task<List<TableEntity>> ReadPartitionAsync(string partition, CancellationToken cancellation) =>
        ReadAsync(RowQuery.InPartition(partition), cancellation);

    /// <summary>The rows that match a query, ordered by key.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <param name="select">The properties to read; null for all.</param>
    public async Task<List<TableEntity>> ReadAsync(RowQuery query, CancellationToken cancellation, IEnumerable<string>? select = null)
    {
        // A page of results may be empty and still be followed by others; the client reads on until there are none.
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(query.Filter, select: select, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>
    /// The row with this key, added if it is missing. Add a row like this, by itself, before a batch changes it: the emulator lets two
    /// concurrent batches both add the same row.
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

    /// <summary>Adds a row. False if a row with this key exists.</summary>
    public Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation) =>
        TryWriteAsync(row, () => client.AddEntityAsync(row, cancellation), cancellation);

    /// <summary>Replaces a row that was read and updates its ETag. False if the row has been changed since.</summary>
    /// <exception cref="InvalidOperationException">The row was not read.</exception>
    public Task<bool> TryReplaceAsync(TableEntity row, CancellationToken cancellation) => row.IsRead()
        ? TryWriteAsync(row, () => client.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation), cancellation)
        : throw new InvalidOperationException($"{client.Name} {row.PartitionKey}/{row.RowKey} was not read.");

    /// <summary>Adds the row if it is new, otherwise replaces the one that was read. False if it has been written since.</summary>
    public Task<bool> TryPutAsync(TableEntity row, CancellationToken cancellation) =>
        row.IsRead() ? TryReplaceAsync(row, cancellation) : TryAddAsync(row, cancellation);

    /// <summary>Adds or overwrites a row unconditionally. Only for rows with a single writer.</summary>
    public Task PutAsync(TableEntity row, CancellationToken cancellation) =>
        client.UpsertEntityAsync(Storage.Batch.Validated(row), TableUpdateMode.Replace, cancellation);

    /// <summary>Deletes a row that was read. False if the row has been changed since; true also if it is already gone.</summary>
    public async Task<bool> TryDeleteAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            // The client does not throw if the row does not exist.
            await client.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <summary>Changes a row, retrying if somebody else changes it at the same time. Null if there is no such row.</summary>
    /// <param name="partition">Partition key.</param>
    /// <param name="row">Row key.</param>
    /// <param name="change">Applied to the row as read; applied again to a fresh read after a conflict.</param>
    /// <param name="cancellation">Cancels.</param>
    public Task<TableEntity?> ChangeAsync(string partition, string row, Action<TableEntity> change, CancellationToken cancellation) =>
        Attempt.UntilDoneAsync<TableEntity?>(async () =>
        {
            if (await FindAsync(partition, row, cancellation) is not { } found)
            {
                return Attempt.Done<TableEntity?>(null);
            }

            change(found);
            return Attempt.DoneIf<TableEntity?>(await TryReplaceAsync(found, cancellation), found);
        });

    /// <summary>A transaction in one partition, guarded by a sentinel.</summary>
    /// <param name="sentinel">A row that was read and that every transaction in the partition replaces, so that concurrent changes conflict.</param>
    public Batch Batch(TableEntity sentinel) => new(client, sentinel);

    /// <summary>A transaction without a sentinel: each row is replaced only if it has not changed since it was read.</summary>
    public Batch Batch() => new(client, null);

    /// <summary>Whether storage refused a write because the row exists, is gone or has changed (not because the table is missing).</summary>
    internal static bool IsRefusal(RequestFailedException e) =>
        e.Status is 404 or 409 or 412 && e.ErrorCode != TableErrorCode.TableNotFound && e.ErrorCode != TableErrorCode.TableBeingDeleted;

    private async Task<bool> TryWriteAsync(TableEntity row, Func<Task<Response>> write, CancellationToken cancellation)
    {
        var token = WriteTokens.AddNew(Storage.Batch.Validated(row));
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
