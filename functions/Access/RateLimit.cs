using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>Limits how often something may be done. Counts are kept in the Links table, so that all processes share them.</summary>
public sealed class RateLimit(Tables tables, TimeProvider clock)
{
    private const string Partition = "tak";

    /// <summary>Uses one of <paramref name="max"/> allowed times within <paramref name="window"/>; false when none is left.</summary>
    public Task<bool> TryTakeAsync(string key, int max, TimeSpan window, CancellationToken cancellation) => Attempt.UntilDoneAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var row = await tables.Links.FindAsync(Partition, key, cancellation) ?? new TableEntity(Partition, key) { ["From"] = now };
        var expired = row.GetDateTimeOffset("From") + window <= now;
        var count = expired ? 0 : row.GetInt32("Count") ?? 0;
        if (count >= max)
        {
            return Attempt.Done(false);
        }

        row["Count"] = count + 1;
        row["From"] = expired ? now : row["From"];
        return Attempt.DoneIf(await tables.Links.TryPutAsync(row, cancellation), true);
    });
}
