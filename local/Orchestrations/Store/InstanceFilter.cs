using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>Which instances are asked for, as Table Storage reads it.</summary>
internal static class InstanceFilter
{
    public static string Matching(DateTimeOffset? from, DateTimeOffset? to, IEnumerable<OrchestrationRuntimeStatus>? statuses, string? prefix)
    {
        var where = And(TableClient.CreateQueryFilter($"RowKey ge {StoreKeys.InstanceFrom} and RowKey lt {StoreKeys.InstanceTo}"), "CreatedAt", from, to);
        if (statuses?.Select(s => TableClient.CreateQueryFilter($"Status eq {s.ToString()}")).ToArray() is { Length: > 0 } any)
        {
            where += $" and ({string.Join(" or ", any)})";
        }

        if (!string.IsNullOrEmpty(prefix))
        {
            var after = prefix[..^1] + (char)(prefix[^1] + 1);
            where += " and " + TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {after}");
        }

        return where;
    }

    private static string And(string where, string property, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } first)
        {
            where += $" and {property} ge " + TableClient.CreateQueryFilter($"{first.ToUniversalTime()}");
        }

        if (to is { } last)
        {
            where += $" and {property} le " + TableClient.CreateQueryFilter($"{last.ToUniversalTime()}");
        }

        return where;
    }
}
