using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Audit;

/// <summary>A row of the log: who did what to what, when.</summary>
public sealed record AuditEntry(int Number, DateTimeOffset At, string Who, string What, string Subject);

/// <summary>
/// The audit log: partition year-body (or year), append only, each row carrying the hash of the one before, so that a row that is taken
/// away or altered shows. It says that an answer was read or changed, never what it says.
/// </summary>
public sealed class AuditLog(Tables tables, TimeProvider clock)
{
    /// <summary>Who, where the process that knew it died before it said so.</summary>
    public const string Unknown = "?";

    private const string Head = "head";

    /// <summary>Appends a row.</summary>
    /// <param name="scope">What it is about.</param>
    /// <param name="who">Contact id or the office user's id.</param>
    /// <param name="act">What was done.</param>
    /// <param name="subject">What it was done to, as ids.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AppendAsync(AuditScope scope, string who, Act act, string subject, CancellationToken cancellation)
    {
        var partition = scope.Partition;
        var mark = Guid.NewGuid().ToString("N");
        TableEntity? before = null;
        while (true)
        {
            // Where the storage's answer was lost the client has asked again, and the second answer says that the place is taken: by this row.
            if (before is not null && (await tables.Audit.FindAsync(partition, RowOf(NumberAfter(before)), cancellation))?.GetString("Mark") == mark)
            {
                return;
            }

            var head = await tables.Audit.FindAsync(partition, Head, cancellation);
            if (head is null || head.ETag == before?.ETag)
            {
                // There is none; or nobody's row came first, and still there is no place for ours: the head lags behind the rows.
                await MendHeadAsync(scope, head, cancellation);
            }
            else if (await TryAppendAsync(head, who, act, subject, mark, cancellation))
            {
                return;
            }
            else
            {
                before = head;
            }
        }
    }

    /// <summary>Appends a row, unless the same was done to the same before: for what is done again when it was cut off.</summary>
    public async Task AppendOnceAsync(AuditScope scope, string who, Act act, string subject, CancellationToken cancellation)
    {
        var same = TableClient.CreateQueryFilter($"PartitionKey eq {scope.Partition} and What eq {act.Key} and Subject eq {subject}");
        if ((await tables.Audit.WhereAsync(same, cancellation)).Count == 0)
        {
            await AppendAsync(scope, who, act, subject, cancellation);
        }
    }

    /// <summary>The rows of a scope from a moment on, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> SinceAsync(AuditScope scope, DateTimeOffset since, CancellationToken cancellation) =>
        (await tables.Audit.WhereAsync(TableClient.CreateQueryFilter($"PartitionKey eq {scope.Partition} and At ge {since}"), cancellation))
            .ConvertAll(EntryOf);

    /// <summary>The rows of a scope, oldest first, and the first number at which the chain is broken (null: it is whole).</summary>
    public async Task<(IReadOnlyList<AuditEntry> Entries, int? BrokenAt)> ReadAsync(AuditScope scope, CancellationToken cancellation)
    {
        var rows = await tables.Audit.PartitionAsync(scope.Partition, cancellation);
        var entries = new List<AuditEntry>();
        var before = "";
        int? broken = null;
        foreach (var row in rows.Where(r => r.RowKey != Head))
        {
            var entry = EntryOf(row);
            var hash = Hash(before, entry);
            if (broken is null && (entry.Number != entries.Count + 1 || hash != row.GetString("Hash")))
            {
                broken = entries.Count + 1;
            }

            entries.Add(entry);
            before = row.GetString("Hash");
        }

        var head = rows.FirstOrDefault(r => r.RowKey == Head)?.GetInt32("Number") ?? 0;
        return (entries, broken ?? (head == entries.Count ? null : entries.Count + 1));
    }

    private async Task<bool> TryAppendAsync(TableEntity head, string who, Act act, string subject, string mark, CancellationToken cancellation)
    {
        var number = NumberAfter(head);
        var entry = new AuditEntry(number, clock.GetUtcNow(), who, act.Key, subject);
        var hash = Hash(head.GetString("Hash"), entry);
        var batch = new Batch(tables.Audit);
        batch.Add(new TableEntity(head.PartitionKey, RowOf(number))
        {
            ["At"] = entry.At,
            ["Who"] = who,
            ["What"] = entry.What,
            ["Subject"] = subject,
            ["Hash"] = hash,
            ["Mark"] = mark,
        });
        batch.Replace(HeadOf(head.PartitionKey, number, hash, head.ETag));

        try
        {
            await batch.SubmitAsync(cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            // Somebody else's row came first; ours goes after it.
            return false;
        }
    }

    /// <summary>
    /// Makes the first head of a partition, or one that goes on after its last row. That a head was gone or wrong is what somebody who takes
    /// rows away would leave behind: so the log goes on, and says so in a row of its own.
    /// </summary>
    private async Task MendHeadAsync(AuditScope scope, TableEntity? head, CancellationToken cancellation)
    {
        var partition = scope.Partition;
        var last = (await tables.Audit.PartitionAsync(partition, cancellation)).LastOrDefault(r => r.RowKey != Head);
        var number = last is null ? 0 : NumberOf(last);
        var mended = HeadOf(partition, number, last?.GetString("Hash") ?? "", head?.ETag ?? default);

        // By itself and not in a batch: the storage emulator lets two batches both add the same row.
        var mine = head is null ? await tables.Audit.TryAddAsync(mended, cancellation) : await tables.Audit.TryReplaceAsync(mended, cancellation);
        if (mine && (last is not null || head is not null))
        {
            await AppendAsync(scope, Unknown, Act.LogMended, number.ToString(CultureInfo.InvariantCulture), cancellation);
        }
    }

    private static int NumberAfter(TableEntity head) => (head.GetInt32("Number") ?? 0) + 1;

    private static AuditEntry EntryOf(TableEntity row) => new(
        NumberOf(row), row.GetDateTimeOffset("At") ?? default, row.GetString("Who"), row.GetString("What"), row.GetString("Subject"));

    private static TableEntity HeadOf(string partition, int number, string hash, ETag etag) => new(partition, Head) { ["Number"] = number, ["Hash"] = hash, ETag = etag };

    private static string RowOf(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static int NumberOf(TableEntity row) => int.Parse(row.RowKey, CultureInfo.InvariantCulture);

    private static string Hash(string before, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', before, entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Who, entry.What, entry.Subject))));
}
