using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Timeline;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Forms;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the office's page about a year.</summary>
public sealed record YearView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<Form> Forms { get; init; }

    /// <summary>Empty until the forms have gone out.</summary>
    public required IReadOnlyList<Assignment> Assignments { get; init; }

    /// <summary>The latest published compilation, or null.</summary>
    public required CompileVersion? Latest { get; init; }
    public required IReadOnlyList<StoppedPart> Stopped { get; init; }

    /// <summary>How many mails failed.</summary>
    public required int FailedMail { get; init; }
}
