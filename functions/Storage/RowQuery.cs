using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>Which rows of a table to read. Name a partition where possible: without one, storage scans the whole table.</summary>
public sealed class RowQuery
{
    /// <summary>The characters right after "~" are control characters, which no key may contain.</summary>
    private const char FirstAfterControls = '\u00A0';

    private RowQuery(string filter) => Filter = filter;

    /// <summary>The OData filter that is sent to storage.</summary>
    public string Filter { get; }

    /// <summary>A whole partition.</summary>
    public static RowQuery InPartition(string partition) => new(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));

    /// <summary>Every partition whose key begins with the prefix.</summary>
    public static RowQuery WithPartitionPrefix(string prefix) =>
        new(TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {EndOfPrefix(prefix)}"));

    /// <summary>The rows with this row key, in any partition.</summary>
    public static RowQuery WithRowKey(string row) => new(TableClient.CreateQueryFilter($"RowKey eq {row}"));

    /// <summary>The rows whose row key begins with the prefix, in any partition.</summary>
    public static RowQuery WithRowKeyPrefix(string prefix) => new(TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {EndOfPrefix(prefix)}"));

    /// <summary>Only rows that match both queries.</summary>
    public RowQuery And(RowQuery other) => new($"({Filter}) and ({other.Filter})");

    /// <summary>Only rows that match the condition too.</summary>
    public RowQuery And(FormattableString condition) => new($"({Filter}) and ({TableClient.CreateQueryFilter(condition)})");

    /// <summary>Only rows whose property has one of these values.</summary>
    public RowQuery AndAnyOf(string property, IEnumerable<string> values) =>
        new($"({Filter}) and ({string.Join(" or ", values.Select(v => $"{property} eq {TableClient.CreateQueryFilter($"{v}")}"))})");

    /// <summary>The first key after all that begin with the prefix. Keys are compared character by character.</summary>
    private static string EndOfPrefix(string prefix) => prefix[..^1] + (prefix[^1] == '~' ? FirstAfterControls : (char)(prefix[^1] + 1));
}
