using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Distribute;

/// <summary>The view of an invitation.</summary>
public sealed record InvitationMailView
{
    public required string Subject { get; init; }
    public required Body Body { get; init; }
    public required YearContent Content { get; init; }
    public required IReadOnlyList<Form> Forms { get; init; }

    /// <summary>The personal link.</summary>
    public required string Address { get; init; }
    public required bool HasInstructions { get; init; }
}
