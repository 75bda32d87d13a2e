using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>What the office's page of a body shows.</summary>
public sealed record BodyView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required Body Body { get; init; }
    public required IReadOnlyList<Assignment> Assignments { get; init; }
    public required bool YearClosed { get; init; }

    /// <summary>Whether a contact's link was replaced just now.</summary>
    public required bool LinkReplaced { get; init; }
}
