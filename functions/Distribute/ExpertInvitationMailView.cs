using Arshjulet.Functions.City;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Distribute;

/// <summary>The view of an expert's invitation.</summary>
public sealed record ExpertInvitationMailView
{
    public required string Subject { get; init; }
    public required YearContent Content { get; init; }
    public required Form Form { get; init; }

    /// <summary>The personal link.</summary>
    public required string Address { get; init; }
    public required bool HasInstructions { get; init; }
}
