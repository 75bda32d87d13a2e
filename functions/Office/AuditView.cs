using Arshjulet.Functions.Access;
using Arshjulet.Functions.Audit;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>What the page of the log shows.</summary>
public sealed record AuditView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>Whose log it is; null for the year's own.</summary>
    public required Body? Body { get; init; }
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>The number of the line where the chain breaks; null when it is whole.</summary>
    public required int? BrokenAt { get; init; }
}
