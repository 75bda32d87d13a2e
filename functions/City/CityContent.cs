using Arshjulet.Documents;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>The city itself, as its pages, mail and reports name it.</summary>
public sealed record CityFacts
{
    /// <summary>The name as it is printed, e.g. "Exempelstad".</summary>
    public required string Name { get; init; }

    /// <summary>The office that runs the year, e.g. "Stadskontoret".</summary>
    public required string Office { get; init; }

    /// <summary>Where respondents turn with questions.</summary>
    public required string OfficeEmail { get; init; }

    public string? Phone { get; init; }

    /// <summary>The mailbox that mail is sent from.</summary>
    public required string Sender { get; init; }

    /// <summary>What the office's diary numbers begin with: "STK".</summary>
    public required string DiaryPrefix { get; init; }

    /// <summary>When the office last judged the site's accessibility, and last changed its statement of it.</summary>
    public required AccessibilityDates Accessibility { get; init; }

    /// <summary>Domains that mail may be sent to; a slip of the pen shall not send a link to a stranger.</summary>
    public required IReadOnlyList<string> MailDomains { get; init; }
}

/// <summary>The two dates that an accessibility statement must give.</summary>
public sealed record AccessibilityDates(DateOnly Assessed, DateOnly Updated);

/// <summary>What the report is made of besides figures: outline, proposals and appendices, with the office's Markdown.</summary>
public sealed record ReportOutline
{
    public required string FileName { get; init; }
    public required IReadOnlyList<OutlineSection> Sections { get; init; }
    public required IReadOnlyList<OutlineProposal> Proposals { get; init; }
    public required IReadOnlyList<OutlineAppendix> Appendices { get; init; }

    /// <summary>The sections of a year whose reviews are these, by key.</summary>
    public IEnumerable<OutlineSection> SectionsOf(IReadOnlyCollection<string> reviews) => Sections.Where(s => s.Reviews.All(reviews.Contains))
        .Select(s => s with { Texts = [.. s.Texts.Where(t => t.Reviews.All(reviews.Contains))] });

    /// <summary>The appendices of a year whose reviews are these, by key.</summary>
    public IEnumerable<OutlineAppendix> AppendicesOf(IReadOnlyCollection<string> reviews) => Appendices.Where(a => a.Review is null || reviews.Contains(a.Review));

    /// <summary>The proposals of a year whose reviews are these, by key.</summary>
    public IEnumerable<Proposal> ProposalsOf(IReadOnlyCollection<string> reviews) => Proposals.Where(p => p.Reviews.All(reviews.Contains)).Select(p => p.Proposal);
}

/// <summary>A section of the report, with its texts one after the other; it stands in the report when KS chose all of its <paramref name="Reviews"/>.</summary>
public sealed record OutlineSection(string Heading, int Level, ReportSectionKind Kind, IReadOnlyList<string> Reviews, IReadOnlyList<OutlineText> Texts);

/// <summary>A text of a section; <paramref name="Markdown"/> still has names of figures in it. It stands there when KS chose all of its <paramref name="Reviews"/>.</summary>
public sealed record OutlineText(IReadOnlyList<string> Reviews, string File, string Markdown);

/// <summary>A proposal that stands in the report when KS chose all of its <paramref name="Reviews"/>.</summary>
public sealed record OutlineProposal(IReadOnlyList<string> Reviews, Proposal Proposal);

/// <summary>
/// An appendix that stands in the report when KS chose its <paramref name="Review"/>; without one it is about the self-assessment. A ladder's
/// is about one <paramref name="Question"/> of the review's form.
/// </summary>
public sealed record OutlineAppendix(int Number, ReportPart Kind, string? Review, string Name, string? Question);

/// <summary>A year's content: the plan, the report's outline, and each form in the version that the year asks.</summary>
public sealed record YearContent(YearPlan Plan, ReportOutline Report, IReadOnlyDictionary<string, Form> Forms)
{
    /// <exception cref="NotFoundException">The year asks no such form.</exception>
    public Form Form(string key) => Forms.GetValueOrDefault(key) ?? throw new NotFoundException($"{Plan.Year} has no form {key}.");
}

/// <summary>A city's own texts as data, loaded from a folder at start and the same for the process's life.</summary>
public sealed record CityContent
{
    public required CityFacts Facts { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    public required IReadOnlyDictionary<int, YearContent> Years { get; init; }

    public required IReadOnlyList<FormHistory> History { get; init; }

    /// <exception cref="NotFoundException">The city has no such body.</exception>
    public Body Body(string id) => Bodies.FirstOrDefault(b => b.Id == id) ?? throw new NotFoundException($"No body {id}.");

    /// <exception cref="NotFoundException">The content has no such year.</exception>
    public YearContent Year(int year) => Years.GetValueOrDefault(year) ?? throw new NotFoundException($"No year {year}.");

    /// <summary>The bodies that a decision is sent to, in its order.</summary>
    public IReadOnlyList<Body> Recipients => [.. Bodies.Where(b => b.RecipientOrder is not null).OrderBy(b => b.RecipientOrder)];
}
