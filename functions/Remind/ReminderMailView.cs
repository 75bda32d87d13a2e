using Arshjulet.Functions.Access;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Remind;

/// <summary>What a reminder says.</summary>
public sealed record ReminderMailView
{
    public required string Subject { get; init; }

    /// <summary>Whether the deadline has passed.</summary>
    public required bool Late { get; init; }
    public required YearPlan Plan { get; init; }
    public required IReadOnlyList<MissingPart> Left { get; init; }

    /// <summary>The personal link to each part that is left.</summary>
    public required IReadOnlyDictionary<Link, string> Addresses { get; init; }
}
