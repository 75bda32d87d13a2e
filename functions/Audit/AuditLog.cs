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
        ETag? refused = null;
        await Attempt.UntilDoneAsync(async () =>
        {
            var head = await tables.Audit.FindAsync(scope.Partition, Head, cancellation);
            if (head is null || head.ETag == refused)
            {
                // There is none; or nobody's row came first, and still there is no place for ours: the head lags behind the rows.
                await MendHeadAsync(scope, head, cancellation);
                return Attempt.Partly<bool>();
            }

            refused = head.ETag;
            return Attempt.If(await TryAppendAsync(head, who, act, subject, cancellation), true);
        });
    }

    /// <summary>Appends a row, unless the same was done to the same before: for what is done again when it was cut off.</summary>
    public async Task AppendOnceAsync(AuditScope scope, string who, Act act, string subject, CancellationToken cancellation)
    {
        var same = RowQuery.InPartition(scope.Partition).And($"What eq {act.Key} and Subject eq {subject}");
        if ((await tables.Audit.ReadAsync(same, cancellation)).Count == 0)
        {
            await AppendAsync(scope, who, act, subject, cancellation);
        }
    }

    /// <summary>The rows of a scope from a moment on, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> SinceAsync(AuditScope scope, DateTimeOffset since, CancellationToken cancellation) =>
        (await tables.Audit.ReadAsync(RowQuery.InPartition(scope.Partition).And($"At ge {since}"), cancellation)).ConvertAll(EntryOf);

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

        // If not, somebody else's row came first, and ours goes after it.
        return await batch.TrySubmitAsync(cancellation);
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
        var mended = head ?? new TableEntity(partition, Head);
        mended["Number"] = number;
        mended["Hash"] = last?.GetString("Hash") ?? "";
        if (await tables.Audit.TryPutAsync(mended, cancellation) && (last is not null || head is not null))
        {
            await AppendAsync(scope, Unknown, Act.LogMended, number.ToString(CultureInfo.InvariantCulture), cancellation);
        }
    }

    private static int NumberAfter(TableEntity head) => (head.GetInt32("Number") ?? 0) + 1;

    private static AuditEntry EntryOf(TableEntity row) => new(
        NumberOf(row), row.GetDateTimeOffset("At") ?? default, row.GetString("Who"), row.GetString("What"), row.GetString("Subject"));

    private static string RowOf(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static int NumberOf(TableEntity row) => int.Parse(row.RowKey, CultureInfo.InvariantCulture);

    private static string Hash(string before, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', before, entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Who, entry.What, entry.Subject))));
}
