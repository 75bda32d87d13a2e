using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>How often something may be done, held in the Links table so that every process counts alike.</summary>
public sealed class Allowance(Tables tables, TimeProvider clock)
{
    private const string Partition = "tak";

    /// <summary>Takes one of <paramref name="max"/> times within <paramref name="window"/>; false when they are used up.</summary>
    public Task<bool> TryTakeAsync(string key, int max, TimeSpan window, CancellationToken cancellation) => Attempt.UntilDoneAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var row = await tables.Links.FindAsync(Partition, key, cancellation) ?? new TableEntity(Partition, key) { ["From"] = now };
        var fresh = row.GetDateTimeOffset("From") + window <= now;
        var count = fresh ? 0 : row.GetInt32("Count") ?? 0;
        if (count >= max)
        {
            return Attempt.Done(false);
        }

        row["Count"] = count + 1;
        row["From"] = fresh ? now : row["From"];
        return Attempt.If(await tables.Links.TryPutAsync(row, cancellation), true);
    });
}
