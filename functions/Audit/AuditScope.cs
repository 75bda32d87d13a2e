using System.Globalization;

namespace Arshjulet.Functions.Audit;

/// <summary>What a part of the log is about: a year, or one body in a year. Each has its own hash chain.</summary>
public sealed record AuditScope
{
    private AuditScope(string partition) => Partition = partition;

    /// <summary>Its partition in the table: <c>2024</c>, or <c>2024-kulturnamnden</c>.</summary>
    public string Partition { get; }

    /// <summary>The part about the year as a whole.</summary>
    public static AuditScope ForYear(int year) => new(year.ToString(CultureInfo.InvariantCulture));

    /// <summary>The part about one body.</summary>
    public static AuditScope ForBody(int year, string body) => new(string.Create(CultureInfo.InvariantCulture, $"{year}-{body}"));

    public override string ToString() => Partition;
}
