using System.Globalization;

namespace Arshjulet.Functions.Audit;

/// <summary>What a part of the log is about: a year, or one body's year. Each has a chain of its own.</summary>
public sealed record AuditScope
{
    private AuditScope(string partition) => Partition = partition;

    /// <summary>Its partition in the table: <c>2024</c>, or <c>2024-kulturnamnden</c>.</summary>
    public string Partition { get; }

    /// <summary>What concerns no body by itself.</summary>
    public static AuditScope ForYear(int year) => new(year.ToString(CultureInfo.InvariantCulture));

    /// <summary>What concerns one body.</summary>
    public static AuditScope ForBody(int year, string body) => new(string.Create(CultureInfo.InvariantCulture, $"{year}-{body}"));

    public override string ToString() => Partition;
}
