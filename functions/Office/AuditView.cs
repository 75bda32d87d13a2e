using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the page with the log.</summary>
public sealed record AuditView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>The body whose log it is; null for the year's own log.</summary>
    public required Body? Body { get; init; }
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>The number of the line where the hash chain is broken; null if it is intact.</summary>
    public required int? BrokenAt { get; init; }
}
