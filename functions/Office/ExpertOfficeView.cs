using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Functions.Office;

/// <summary>An expert in the office's list. The office does not see an expert's answers until the body submits them.</summary>
/// <param name="Form">The form whose items the expert tests.</param>
/// <param name="Contact">The expert.</param>
/// <param name="LastSeenAt">When the link was last used to answer; null if never.</param>
/// <param name="Asked">Whether the form has been distributed: only then is there a link to replace.</param>
public sealed record ExpertLine(string Form, Contact Contact, DateTimeOffset? LastSeenAt, bool Asked);

/// <summary>The view of the office's page about the year's experts.</summary>
public sealed record ExpertOfficeView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required IReadOnlyList<ExpertLine> Lines { get; init; }
    public required bool MayChange { get; init; }

    /// <summary>Whether an expert's link has just been replaced.</summary>
    public required bool LinkReplaced { get; init; }
}
