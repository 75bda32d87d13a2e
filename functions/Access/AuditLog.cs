using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>A row of the log: who did what to what, when.</summary>
public sealed record AuditEntry(int Number, DateTimeOffset At, string Who, string What, string Subject);

/// <summary>
/// The audit log: partition year-body (or year), append only, each row carrying the hash of the one before, so that a row that is taken
/// away or altered shows. It says that an answer was read or changed, never what it says.
/// </summary>
public sealed class AuditLog(Tables tables, TimeProvider clock)
{
    private const string Head = "head";

    /// <summary>Appends a row.</summary>
    /// <param name="partition">Year-body, or year for what concerns no body.</param>
    /// <param name="who">Contact id or the office user's id.</param>
    /// <param name="what">Key of the act, e.g. <c>svar-sparat</c>.</param>
    /// <param name="subject">What it was done to, as ids.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AppendAsync(string partition, string who, string what, string subject, CancellationToken cancellation)
    {
        while (true)
        {
            if (await tables.Audit.FindAsync(partition, Head, cancellation) is not { } head)
            {
                // By itself and not in the batch: the storage emulator lets two batches both add the same row.
                await tables.Audit.TryAddAsync(new TableEntity(partition, Head) { ["Number"] = 0, ["Hash"] = "" }, cancellation);
                continue;
            }

            var number = (head.GetInt32("Number") ?? 0) + 1;
            var entry = new AuditEntry(number, clock.GetUtcNow(), who, what, subject);
            var hash = Hash(head.GetString("Hash"), entry);
            var batch = new Batch(tables.Audit);
            batch.Add(new TableEntity(partition, number.ToString("D10", CultureInfo.InvariantCulture))
            {
                ["At"] = entry.At,
                ["Who"] = who,
                ["What"] = what,
                ["Subject"] = subject,
                ["Hash"] = hash,
            });
            batch.Replace(new TableEntity(partition, Head) { ["Number"] = number, ["Hash"] = hash, ETag = head.ETag });

            try
            {
                await batch.SubmitAsync(cancellation);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else's row came first; ours goes after it.
            }
        }
    }

    /// <summary>The rows of a partition, oldest first, and the first number at which the chain is broken (null: it is whole).</summary>
    public async Task<(IReadOnlyList<AuditEntry> Entries, int? BrokenAt)> ReadAsync(string partition, CancellationToken cancellation)
    {
        var rows = await tables.Audit.PartitionAsync(partition, cancellation);
        var entries = new List<AuditEntry>();
        var before = "";
        int? broken = null;
        foreach (var row in rows.Where(r => r.RowKey != Head))
        {
            var entry = new AuditEntry(
                int.Parse(row.RowKey, CultureInfo.InvariantCulture), row.GetDateTimeOffset("At") ?? default, row.GetString("Who"), row.GetString("What"), row.GetString("Subject"));
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

    private static string Hash(string before, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', before, entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.Who, entry.What, entry.Subject))));
}
