using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Arshjulet.Local.Hosting;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Local.Queues;

/// <summary>Messages for later, kept in a table until the app's clock reaches them.</summary>
internal sealed class ScheduledMessages(QueueBroker broker) : IDisposable
{
    private readonly TableClient _table = broker.Storage.Tables.GetTableClient("LocalQueueScheduled");
    private readonly MadeOnce _made = new(() => broker.Storage.Tables.GetTableClient("LocalQueueScheduled").CreateIfNotExistsAsync());
    private readonly ConcurrentDictionary<(string Queue, long Number), ITimer> _timers = new();

    /// <summary>Takes up what an earlier run had scheduled.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        await _made.Value;
        await foreach (var row in _table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            Arm(row.GetString("Queue")!, Read(row));
        }
    }

    public async Task AddAsync(string queue, StoredMessage message, CancellationToken cancellation)
    {
        await _made.Value;
        var row = new TableEntity(QueueNames.InStorage(queue), RowKey(message.SequenceNumber)) { ["Queue"] = queue, ["Due"] = message.ScheduledEnqueueTime };

        // A property takes 64 KB.
        var parts = Encoding.UTF8.GetBytes(message.Write()).Chunk(60_000).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            row[string.Create(CultureInfo.InvariantCulture, $"Text{i:D2}")] = parts[i];
        }

        await _table.AddEntityAsync(row, cancellation);
        Arm(queue, message);
    }

    public async Task CancelAsync(string queue, long number, CancellationToken cancellation)
    {
        if (_timers.TryRemove((queue, number), out var timer))
        {
            await timer.DisposeAsync();
        }

        await _table.DeleteEntityAsync(QueueNames.InStorage(queue), RowKey(number), ETag.All, cancellation);
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }
    }

    private static string RowKey(long number) => number.ToString("D20", CultureInfo.InvariantCulture);

    private static StoredMessage Read(TableEntity row) => StoredMessage.Read(Encoding.UTF8.GetString(
        [.. row.Keys.Where(key => key.StartsWith("Text", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(key => row.GetBinary(key)!)]));

    private void Arm(string queue, StoredMessage message)
    {
        var wait = message.ScheduledEnqueueTime!.Value - broker.Clock.GetUtcNow();
        var timer = broker.Clock.CreateTimer(
            _ => Release(queue, message), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers[(queue, message.SequenceNumber)] = timer;
        timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Release(string queue, StoredMessage message)
    {
        var work = broker.Meter.Begin();
        _ = ReleaseAsync();

        async Task ReleaseAsync()
        {
            try
            {
                if (_timers.TryRemove((queue, message.SequenceNumber), out var timer))
                {
                    await broker.Queue(queue).EnqueueAsync(message, CancellationToken.None);
                    await _table.DeleteEntityAsync(QueueNames.InStorage(queue), RowKey(message.SequenceNumber), ETag.All);
                    await timer.DisposeAsync();
                }
            }
            catch (Exception fault) when (Http.FaultPages.IsStorageOutage(fault))
            {
                // Still in the table; tried again, by the machine's clock, until storage answers.
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                Arm(queue, message);
            }
            finally
            {
                work.Dispose();
            }
        }
    }
}
