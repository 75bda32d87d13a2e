using System.Security.Cryptography;
using System.Text;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Local.Queues;

/// <summary>
/// Remembers what was sent, by MessageId, for as long as the window says. A send is noted before and confirmed after, so that one cut off
/// in between is sent when it is tried again.
/// </summary>
internal sealed class SentIds(HostStorage storage, LocalClock clock, TimeSpan window)
{
    private readonly TableClient _table = storage.Tables.GetTableClient("LocalQueueSent");
    private readonly MadeOnce _made = new(() => storage.Tables.GetTableClient("LocalQueueSent").CreateIfNotExistsAsync());

    public async Task<Sent> BeginAsync(string queue, string messageId, CancellationToken cancellation)
    {
        await _made.Value;
        var row = new TableEntity(QueueNames.InStorage(queue), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId))))
        {
            ["MessageId"] = messageId,
            ["At"] = clock.GetUtcNow(),
            ["Confirmed"] = false,
        };
        var known = await _table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        if (known is { HasValue: true, Value: { } before } && before.GetBoolean("Confirmed") == true && before.GetDateTimeOffset("At") > clock.GetUtcNow() - window)
        {
            return new Sent(row, IsDuplicate: true);
        }

        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return new Sent(row, IsDuplicate: false);
    }

    public async Task EndAsync(Sent sent, CancellationToken cancellation)
    {
        sent.Row["Confirmed"] = true;
        await _table.UpdateEntityAsync(sent.Row, ETag.All, TableUpdateMode.Replace, cancellation);
    }

    internal sealed record Sent(TableEntity Row, bool IsDuplicate);
}
