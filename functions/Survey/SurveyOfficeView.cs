using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>What the office's page of the survey shows.</summary>
public sealed record SurveyOfficeView
{
    public required OfficeUser User { get; init; }
    public required YearContent Content { get; init; }

    /// <summary>The survey of each body that is asked it, in order; there is at least one.</summary>
    public required IReadOnlyList<SurveyView> Bodies { get; init; }
    public required CountedSurvey Survey { get; init; }

    /// <summary>Bodies that nothing is sent to, since their answers would lead to persons.</summary>
    public required IReadOnlyList<BodyCodes> Waiting { get; init; }
    public required int MailSent { get; init; }
    public required int MailWaiting { get; init; }

    /// <summary>What was written in the bodies that are hidden, by question; null where it can't be shown.</summary>
    public required ILookup<string, string>? RestTexts { get; init; }
    public required Faults Faults { get; init; }
}
