using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>Which rows of a table to read. One that names a partition reads no other.</summary>
public sealed class RowQuery
{
    /// <summary>After "~" come control characters, which no key may have.</summary>
    private const char FirstAfterControls = '\u00A0';

    private RowQuery(string filter) => Filter = filter;

    /// <summary>As the storage reads it.</summary>
    public string Filter { get; }

    /// <summary>A whole partition.</summary>
    public static RowQuery InPartition(string partition) => new(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));

    /// <summary>Every partition whose key begins so.</summary>
    public static RowQuery InPartitionsFrom(string prefix) =>
        new(TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {EndOf(prefix)}"));

    /// <summary>In any partition, the rows with this key: the storage looks through the whole table.</summary>
    public static RowQuery Named(string row) => new(TableClient.CreateQueryFilter($"RowKey eq {row}"));

    /// <summary>In any partition, the rows whose key begins so: the storage looks through the whole table.</summary>
    public static RowQuery NamedFrom(string prefix) => new(TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {EndOf(prefix)}"));

    /// <summary>Only rows that both let through.</summary>
    public RowQuery And(RowQuery other) => new($"({Filter}) and ({other.Filter})");

    /// <summary>Only rows that this condition lets through too.</summary>
    public RowQuery And(FormattableString condition) => new($"({Filter}) and ({TableClient.CreateQueryFilter(condition)})");

    /// <summary>Only rows whose property is one of these.</summary>
    public RowQuery AndAny(string property, IEnumerable<string> values) =>
        new($"({Filter}) and ({string.Join(" or ", values.Select(v => $"{property} eq {TableClient.CreateQueryFilter($"{v}")}"))})");

    /// <summary>The first key after all that begin with the prefix: keys are compared sign by sign.</summary>
    private static string EndOf(string prefix) => prefix[..^1] + (prefix[^1] == '~' ? FirstAfterControls : (char)(prefix[^1] + 1));
}
