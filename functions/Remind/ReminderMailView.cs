using Arshjulet.Functions.Access;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Remind;

/// <summary>The view of a reminder.</summary>
public sealed record ReminderMailView
{
    public required string Subject { get; init; }

    /// <summary>Whether the deadline has passed.</summary>
    public required bool Late { get; init; }
    public required YearPlan Plan { get; init; }
    public required IReadOnlyList<MissingPart> Left { get; init; }

    /// <summary>The address of each link in the mail, with its secret.</summary>
    public required IReadOnlyDictionary<Link, string> Addresses { get; init; }
}
