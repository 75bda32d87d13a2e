using System.Runtime.CompilerServices;
using System.Text.Json;
using Arshjulet.Local.Orchestrations.History;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Orchestrations.Store;

internal sealed partial class InstanceStore
{
    /// <summary>An instance's row; null if there is none.</summary>
    public async Task<InstanceState?> FindAsync(string id, bool texts, CancellationToken cancellation)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(id, StoreKeys.Instance(id), cancellationToken: cancellation);
        return row.HasValue ? await _rows.ReadAsync(row.Value!, texts, cancellation) : null;
    }

    /// <summary>The instances that have not ended.</summary>
    public async IAsyncEnumerable<InstanceState> OpenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey ge {StoreKeys.InstanceFrom} and RowKey lt {StoreKeys.InstanceTo} and Open eq {true}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return await _rows.ReadAsync(row, true, cancellation);
        }
    }

    /// <summary>All messages that no turn has taken in, in no order.</summary>
    public async Task<List<InboxRow>> MessagesAsync(CancellationToken cancellation)
    {
        List<InboxRow> messages = [];
        await foreach (var row in RangeAsync(null, StoreKeys.MessageFrom, StoreKeys.OutboxFrom, cancellation))
        {
            var payload = await _payloads.ReadAsync(row, Payload, cancellation);
            messages.Add(new(
                row.PartitionKey,
                row.RowKey,
                HistoryEvent.Parser.ParseFrom(payload),
                row.GetInt32("Incarnation") ?? 0,
                row.GetInt32("Epoch"),
                row.GetInt64("Order") ?? 0));
        }

        return messages;
    }

    /// <summary>All outboxes that were not known to be delivered, a sender's in the order they were written.</summary>
    public async Task<List<OutboxRow>> OutboxesAsync(CancellationToken cancellation)
    {
        List<OutboxRow> outboxes = [];
        await foreach (var row in RangeAsync(null, StoreKeys.OutboxFrom, StoreKeys.OutboxTo, cancellation))
        {
            var payload = await _payloads.ReadAsync(row, Payload, cancellation);
            outboxes.Add(new(row.PartitionKey, row.RowKey, JsonSerializer.Deserialize(payload, StoredJson.Default.IReadOnlyListOutboxMessage)!));
        }

        outboxes.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return outboxes;
    }

    /// <summary>An instance's history, of every epoch that still has any, in order.</summary>
    public async Task<List<HistoryRow>> HistoryAsync(string id, CancellationToken cancellation)
    {
        var instance = await FindAsync(id, false, cancellation);
        List<HistoryRow> history = [.. instance?.ShortTurns.Select(t => new HistoryRow(t.Epoch, t.Turn, HistoryEvents.Read(t.Events))) ?? []];
        await foreach (var row in RangeAsync(id, StoreKeys.HistoryFrom, StoreKeys.HistoryTo, cancellation))
        {
            var payload = await _payloads.ReadAsync(row, Payload, cancellation);
            var (epoch, turn) = StoreKeys.HistoryPosition(row.RowKey);
            history.Add(new(epoch, turn, HistoryEvents.Read(payload!)));
        }

        history.Sort((a, b) => (a.Epoch, a.Turn).CompareTo((b.Epoch, b.Turn)));
        return history;
    }

    /// <summary>One page of instances, and where the next one begins.</summary>
    public async Task<(IReadOnlyList<InstanceState> Values, string? Next)> PageAsync(
        string filter, bool texts, int size, string? continuation, CancellationToken cancellation)
    {
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, size, cancellationToken: cancellation).AsPages(continuation, size))
        {
            List<InstanceState> values = [];
            foreach (var row in page.Values)
            {
                values.Add(await _rows.ReadAsync(row, texts, cancellation));
            }

            return (values, string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        }

        return ([], null);
    }

    private AsyncPageable<TableEntity> RangeAsync(string? id, string from, string to, CancellationToken cancellation)
    {
        var filter = id is null
            ? TableClient.CreateQueryFilter($"RowKey ge {from} and RowKey lt {to}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {id} and RowKey ge {from} and RowKey lt {to}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation);
    }
}
