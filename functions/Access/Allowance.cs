using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>How often something may be done, held in the Links table so that every process counts alike.</summary>
public sealed class Allowance(Tables tables, TimeProvider clock)
{
    private const string Partition = "tak";

    /// <summary>Takes one of <paramref name="max"/> times within <paramref name="window"/>; false when they are used up.</summary>
    public async Task<bool> TryTakeAsync(string key, int max, TimeSpan window, CancellationToken cancellation)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            if (await tables.Links.FindAsync(Partition, key, cancellation) is not { } row)
            {
                if (await tables.Links.TryAddAsync(new TableEntity(Partition, key) { ["From"] = now, ["Count"] = 1 }, cancellation))
                {
                    return true;
                }

                continue;
            }

            var fresh = row.GetDateTimeOffset("From") + window <= now;
            var count = fresh ? 0 : row.GetInt32("Count") ?? 0;
            if (count >= max)
            {
                return false;
            }

            row["Count"] = count + 1;
            row["From"] = fresh ? now : row["From"];
            if (await tables.Links.TryReplaceAsync(row, cancellation))
            {
                return true;
            }
        }
    }
}
