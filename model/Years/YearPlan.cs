using Arshjulet.Model.Bodies;
using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Years;

/// <summary>A date, and whether we chose it because no document gives it.</summary>
public sealed record PlannedDate(DateOnly Date, bool Sample = false);

/// <summary>The year's dates. Deadlines mean the end of that day in Stockholm.</summary>
public sealed record YearDates
{
    /// <summary>Instructions and links go out in the morning of this day.</summary>
    public required PlannedDate Distribution { get; init; }

    /// <summary>Last day to answer.</summary>
    public required PlannedDate Deadline { get; init; }

    /// <summary>Meeting days of KSAU, which prepares the matter, of KS and of KF.</summary>
    public required PlannedDate Ksau { get; init; }
    public required PlannedDate Ks { get; init; }
    public required PlannedDate Kf { get; init; }
}

/// <summary>A common review of the year.</summary>
public sealed record Review
{
    public required string Key { get; init; }

    /// <summary>As in a heading: "AI-relaterade risker".</summary>
    public required string Name { get; init; }

    /// <summary>As in running text: "risk för brister i digital offentlig service".</summary>
    public required string RiskName { get; init; }

    /// <summary>Key of the form.</summary>
    public required string Form { get; init; }

    /// <summary>The year for which a follow-up is proposed, or null.</summary>
    public int? FollowUpYear { get; init; }

    /// <summary>Who tests the form's items (services, pages, documents, films), whichever body they belong to.</summary>
    public IReadOnlyList<Contact> Experts { get; init; } = [];
}

/// <summary>One step of reminding, counted in working days before the deadline; after it if negative.</summary>
public sealed record ReminderStep(string Key, int WorkingDaysBefore);

/// <summary>Who signs the report: a role, and the title printed.</summary>
public sealed record Signatory(string Name, string Title);

/// <summary>A year as the city's content plans it, before anything is decided.</summary>
public sealed record YearPlan
{
    public required int Year { get; init; }

    /// <summary>"Uppföljning av intern kontroll 2024".</summary>
    public required string Title { get; init; }

    public required YearDates Dates { get; init; }

    /// <summary>The reviews that are proposed to KS.</summary>
    public required IReadOnlyList<Review> Reviews { get; init; }

    /// <summary>Key of the yearly self-assessment's form.</summary>
    public required string SelfAssessment { get; init; }

    public required IReadOnlyList<ReminderStep> Reminders { get; init; }

    /// <summary>The managers' survey, or null where the year has none.</summary>
    public SurveyPlan? Survey { get; init; }

    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    /// <summary>Two shares are on the same level when they differ by at most this many percentage points. The office's own choice.</summary>
    public int SameLevelWithin { get; init; } = 2;

    /// <summary>The form of a review, by its key; the self-assessment's for null.</summary>
    /// <exception cref="InvalidOperationException">The year has no such review.</exception>
    public string FormOf(string? review) => review is null ? SelfAssessment : Reviews.First(r => r.Key == review).Form;

    /// <summary>The experts of a form, in order; none for one that has no items to test.</summary>
    public IEnumerable<Contact> ExpertsOf(string form) => Reviews.Where(r => r.Form == form).SelectMany(r => r.Experts);

    /// <summary>Form keys in the order they are answered: the self-assessment, then the given reviews' own.</summary>
    public IReadOnlyList<string> FormKeys(IReadOnlyCollection<string> decidedReviews) =>
        [SelfAssessment, .. Reviews.Where(r => decidedReviews.Contains(r.Key)).Select(r => r.Form)];
}

/// <summary>A follow-up that a year promised for a later one; it is in the later year's draft.</summary>
public sealed record FollowUp(int PromisedIn, int For, string Review, string Name);
