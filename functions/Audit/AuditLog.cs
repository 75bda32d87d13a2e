using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Audit;

/// <summary>A line of the log: when, who, what was done, and to what.</summary>
public sealed record AuditEntry(int Number, DateTimeOffset At, string Who, string What, string Subject);

/// <summary>
/// The audit log: partition year-body (or year), append only. Each row carries the hash of the one before, so that a removed or altered row is
/// detected. It records that an answer was read or changed, but never its content.
/// </summary>
public sealed class AuditLog(Tables tables, TimeProvider clock)
{
    /// <summary>The user, if the process that knew who it was died before it logged the act.</summary>
    public const string UnknownUser = "?";

    private const string Head = "head";

    /// <summary>Appends a line.</summary>
    /// <param name="scope">The year or body that it is about.</param>
    /// <param name="who">The contact's or office user's id.</param>
    /// <param name="act">What was done.</param>
    /// <param name="subject">What it was done to, as ids.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task AppendAsync(AuditScope scope, string who, Act act, string subject, CancellationToken cancellation)
    {
        ETag? refused = null;
        await Attempt.UntilDoneAsync(async () =>
        {
            var head = await tables.Audit.FindAsync(scope.Partition, Head, cancellation);
            if (head is null || head.ETag == refused)
            {
                // Either there is no head yet, or a batch was refused although nobody changed the head: it lags behind the rows.
                await RepairHeadAsync(scope, head, cancellation);
                return Attempt.Incomplete<bool>();
            }

            refused = head.ETag;
            return Attempt.DoneIf(await TryAppendAsync(head, who, act, subject, cancellation), true);
        });
    }

    /// <summary>Appends a line unless the same act on the same subject is already there. For work that is repeated after an interruption.</summary>
    public async Task AppendOnceAsync(AuditScope scope, string who, Act act, string subject, CancellationToken cancellation)
    {
        var same = RowQuery.InPartition(scope.Partition).And($"What eq {act.Key} and Subject eq {subject}");
        if ((await tables.Audit.ReadAsync(same, cancellation)).Count == 0)
        {
            await AppendAsync(scope, who, act, subject, cancellation);
        }
    }

    /// <summary>A scope's lines from a point in time on, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ReadSinceAsync(AuditScope scope, DateTimeOffset since, CancellationToken cancellation) =>
        (await tables.Audit.ReadAsync(RowQuery.InPartition(scope.Partition).And($"At ge {since}"), cancellation)).ConvertAll(EntryOf);

    /// <summary>A scope's lines, oldest first, and the number of the first line where the hash chain is broken (null if it is intact).</summary>
    public async Task<(IReadOnlyList<AuditEntry> Entries, int? BrokenAt)> ReadAsync(AuditScope scope, CancellationToken cancellation)
    {
        var rows = await tables.Audit.ReadPartitionAsync(scope.Partition, cancellation);
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

    private async Task<bool> TryAppendAsync(TableEntity head, string who, Act act, string subject, CancellationToken cancellation)
    {
        var number = NumberAfter(head);
        var entry = new AuditEntry(number, clock.GetUtcNow(), who, act.Key, subject);
        var hash = Hash(head.GetString("Hash"), entry);
        head["Number"] = number;
        head["Hash"] = hash;
        var batch = tables.Audit.Batch(head);
        batch.Add(new TableEntity(head.PartitionKey, RowOf(number))
        {
            ["At"] = entry.At,
            ["Who"] = who,
            ["What"] = entry.What,
            ["Subject"] = subject,
            ["Hash"] = hash,
        });

        // If refused, somebody else appended first, and this line goes after theirs.
        return await batch.TrySubmitAsync(cancellation);
    }

    /// <summary>
    /// Creates a partition's head, or repairs one that does not match the last row. A missing or wrong head is also what somebody who removes rows
    /// would leave behind, so the log continues, but a line of its own says that it was repaired.
    /// </summary>
    private async Task RepairHeadAsync(AuditScope scope, TableEntity? head, CancellationToken cancellation)
    {
        var partition = scope.Partition;
        var last = (await tables.Audit.ReadPartitionAsync(partition, cancellation)).LastOrDefault(r => r.RowKey != Head);
        var number = last is null ? 0 : NumberOf(last);
        var repaired = head ?? new TableEntity(partition, Head);
        repaired["Number"] = number;
        repaired["Hash"] = last?.GetString("Hash") ?? "";
        if (await tables.Audit.TryPutAsync(repaired, cancellation) && (last is not null || head is not null))
        {
            await AppendAsync(scope, UnknownUser, Act.LogRepaired, number.ToString(CultureInfo.InvariantCulture), cancellation);
        }
    }

    private static int NumberAfter(TableEntity head) => (head.GetInt32("Number") ?? 0) + 1;

    private static AuditEntry EntryOf(TableEntity row) => new(
        NumberOf(row), row.GetDateTimeOffset("At") ?? default, row.GetString("Who"), row.GetString("What"), row.GetString("Subject"));

    private static string RowOf(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static int NumberOf(TableEntity row) => int.Parse(row.RowKey, CultureInfo.InvariantCulture);

    private static string Hash(string before, AuditEntry entry)
    {
        var number = entry.Number.ToString(CultureInfo.InvariantCulture);
        var ticks = entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture);
        var text = string.Join('\n', before, number, ticks, entry.Who, entry.What, entry.Subject);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
