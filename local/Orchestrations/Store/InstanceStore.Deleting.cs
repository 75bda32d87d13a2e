using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Local.Orchestrations.Store;

internal sealed partial class InstanceStore
{
    /// <summary>Removes one row, if it exists.</summary>
    public async Task DeleteRowAsync(string id, string key, CancellationToken cancellation)
    {
        await _table.DeleteEntityAsync(id, key, ETag.All, cancellation);
    }

    /// <summary>Removes the history of epochs before this one.</summary>
    public async Task DeleteHistoryBeforeAsync(string id, int epoch, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        await foreach (var row in RangeAsync(id, StoreKeys.HistoryFrom, StoreKeys.History(id, epoch, 0), cancellation))
        {
            rows.Add(row);
        }

        await DeleteAsync(rows, cancellation);
    }

    /// <summary>Removes all of an instance: its own row last, so that a purge cut short can be done again.</summary>
    public async Task PurgeAsync(string id, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        await _payloads.DeleteAllAsync(id, cancellation);
        await DeleteAsync([.. rows.Where(r => r.RowKey != StoreKeys.Instance(id))], cancellation);
        await DeleteRowAsync(id, StoreKeys.Instance(id), cancellation);
    }

    private async Task DeleteAsync(List<TableEntity> rows, CancellationToken cancellation)
    {
        foreach (var chunk in rows.Chunk(MostOperations))
        {
            if (chunk.Length == 1)
            {
                await DeleteRowAsync(chunk[0].PartitionKey, chunk[0].RowKey, cancellation);
            }
            else
            {
                await _table.SubmitTransactionAsync(
                    chunk.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, ETag.All)), cancellation);
            }

            foreach (var blob in chunk.Select(r => r.GetString(Payload + "Blob")).OfType<string>())
            {
                await _payloads.DeleteAsync(blob, cancellation);
            }
        }
    }
}
