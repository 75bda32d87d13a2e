using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the office's page about a body.</summary>
public sealed record BodyView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required Body Body { get; init; }
    public required IReadOnlyList<Assignment> Assignments { get; init; }
    public required bool YearClosed { get; init; }

    /// <summary>Whether a contact's link has just been replaced.</summary>
    public required bool LinkReplaced { get; init; }
}
