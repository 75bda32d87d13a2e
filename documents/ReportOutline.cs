namespace Arshjulet.Documents;

/// <summary>What a report is made of besides figures, for every choice of reviews that KS can make: sections, proposals and appendices.</summary>
public sealed record ReportOutline
{
    /// <summary>The report's file name without ending.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<OutlineSection> Sections { get; init; }
    public required IReadOnlyList<OutlineProposal> Proposals { get; init; }
    public required IReadOnlyList<OutlineAppendix> Appendices { get; init; }

    /// <summary>The sections of a year whose reviews are these, by key, each with the texts that these reviews need.</summary>
    public IEnumerable<OutlineSection> SectionsOf(IReadOnlyCollection<string> reviews) => Sections.Where(s => s.Reviews.All(reviews.Contains))
        .Select(s => s with { Texts = [.. s.Texts.Where(t => t.Reviews.All(reviews.Contains))] });

    /// <summary>The appendices of a year whose reviews are these, by key.</summary>
    public IEnumerable<OutlineAppendix> AppendicesOf(IReadOnlyCollection<string> reviews) =>
        Appendices.Where(a => a.Review is null || reviews.Contains(a.Review));

    /// <summary>The proposals of a year whose reviews are these, by key.</summary>
    public IEnumerable<Proposal> ProposalsOf(IReadOnlyCollection<string> reviews) =>
        Proposals.Where(p => p.Reviews.All(reviews.Contains)).Select(p => p.Proposal);
}

/// <summary>A section of the report, with its texts one after the other.</summary>
/// <param name="Heading">Plain text.</param>
/// <param name="Level">1 to 4.</param>
/// <param name="Kind">What comes after the texts.</param>
/// <param name="Reviews">The section is in the report when KS chose all of these.</param>
/// <param name="Texts">In order.</param>
public sealed record OutlineSection(string Heading, int Level, ReportSectionKind Kind, IReadOnlyList<string> Reviews, IReadOnlyList<OutlineText> Texts);

/// <summary>A text of a section.</summary>
/// <param name="Reviews">The text is in its section when KS chose all of these.</param>
/// <param name="File">Its file's name, as errors say it.</param>
/// <param name="Markdown">The office's text, with names of figures still in it.</param>
public sealed record OutlineText(IReadOnlyList<string> Reviews, string File, string Markdown);

/// <summary>A proposal that is in the report when KS chose all of its <paramref name="Reviews"/>.</summary>
public sealed record OutlineProposal(IReadOnlyList<string> Reviews, Proposal Proposal);

/// <summary>An appendix.</summary>
/// <param name="Number">As the city counts them.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Review">The appendix is in the report when KS chose this; null for one about the self-assessment.</param>
/// <param name="Name">As the city calls it.</param>
/// <param name="Question">Key of the question, of the review's form, that a ladder's appendix is about; null for others.</param>
public sealed record OutlineAppendix(int Number, DocumentKind Kind, string? Review, string Name, string? Question);
