using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>Reading and creating rows in the few ways the app does.</summary>
internal static class TableReading
{
    /// <summary>A row, or null.</summary>
    public static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>A whole partition, in row order.</summary>
    public static async Task<List<TableEntity>> PartitionAsync(this TableClient table, string partition, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(e => e.PartitionKey == partition, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The rows that a filter lets through, in the order of their keys. One that names a partition reads no other.</summary>
    public static async Task<List<TableEntity>> WhereAsync(this TableClient table, string filter, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Every row in partitions that begin with this prefix.</summary>
    public static Task<List<TableEntity>> PartitionsAsync(this TableClient table, string prefix, CancellationToken cancellation)
    {
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        return table.WhereAsync(TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {end}"), cancellation);
    }

    /// <summary>Adds a row unless it is there; says whether it was added.</summary>
    public static async Task<bool> TryAddAsync(this TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(Batch.Checked(row), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces a row as it was read; says whether nobody else had changed it.</summary>
    public static async Task<bool> TryReplaceAsync(this TableClient table, TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(Batch.Checked(row), row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }
}
