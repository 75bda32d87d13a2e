using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>An expert as the office sees him or her; nothing of what is written until a body hands it in.</summary>
/// <param name="Form">What the expert tests.</param>
/// <param name="Contact">The expert.</param>
/// <param name="LastSeenAt">When the link was last used to answer; null when it never was.</param>
/// <param name="Asked">Whether the form has gone out: only then is there a link to replace.</param>
public sealed record ExpertLine(string Form, Contact Contact, DateTimeOffset? LastSeenAt, bool Asked);

/// <summary>What the office's page of the year's experts shows.</summary>
public sealed record ExpertOfficeView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required IReadOnlyList<ExpertLine> Lines { get; init; }
    public required bool MayChange { get; init; }

    /// <summary>Whether an expert's link was replaced just now.</summary>
    public required bool LinkReplaced { get; init; }
}
