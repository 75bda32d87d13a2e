using System.Security.Cryptography;
using System.Text;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Azure.Data.Tables;

namespace Arshjulet.Local.Queues;

/// <summary>
/// Remembers what was sent, by MessageId, for as long as the window says. An id is stored after its message is on the queue, so a send
/// that is interrupted in between sends the message again when it is repeated.
/// </summary>
internal sealed class SentIds(HostStorage storage, LocalClock clock, TimeSpan window)
{
    private readonly TableClient _table = storage.Tables.GetTableClient("LocalQueueSent");
    private readonly MadeOnce _made = new(() => storage.Tables.GetTableClient("LocalQueueSent").CreateIfNotExistsAsync());

    public async Task<bool> ContainAsync(string queue, string messageId, CancellationToken cancellation)
    {
        await _made.Value;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(QueueNames.InStorage(queue), Key(messageId), cancellationToken: cancellation);
        return row is { HasValue: true, Value: { } sent } && sent.GetDateTimeOffset("At") > clock.GetUtcNow() - window;
    }

    public async Task AddAsync(string queue, string messageId)
    {
        var row = new TableEntity(QueueNames.InStorage(queue), Key(messageId)) { ["MessageId"] = messageId, ["At"] = clock.GetUtcNow() };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace);
    }

    private static string Key(string messageId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)));
}
