using Arshjulet.Model.Years;

namespace Arshjulet.Model.Survey;

/// <summary>A year's managers' survey, as the city's content plans it.</summary>
public sealed record SurveyPlan
{
    /// <summary>Key of the form that is asked.</summary>
    public required string Form { get; init; }

    /// <summary>Key of the review that it belongs to, whose appendix shows it; null where it belongs to none.</summary>
    public string? Review { get; init; }

    /// <summary>Last day to answer, to its end in Stockholm. Before that, only numbers of answers are shown.</summary>
    public required PlannedDate Closes { get; init; }

    /// <summary>Answers a group must have for its figures to be shown.</summary>
    public int SmallestGroup { get; init; } = 5;

    /// <summary>Bodies whose managers all have one link; the others get a single-use code each.</summary>
    public IReadOnlyList<string> OpenLinks { get; init; } = [];
}
