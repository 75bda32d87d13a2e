using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>The view of the office's page about the survey.</summary>
public sealed record SurveyOfficeView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>The survey of each body that takes part, in order; there is at least one.</summary>
    public required IReadOnlyList<SurveyView> Bodies { get; init; }
    public required CountedSurvey Survey { get; init; }

    /// <summary>Bodies that get no mail, because their answers could be traced to persons.</summary>
    public required IReadOnlyList<BodyCodes> Waiting { get; init; }
    public required int MailSent { get; init; }
    public required int MailWaiting { get; init; }

    /// <summary>The free texts of the hidden bodies together, by question; null if they may not be shown.</summary>
    public required ILookup<string, string>? RestTexts { get; init; }
    public required Faults Faults { get; init; }
}
