using Arshjulet.Model.Compiling;

namespace Arshjulet.Documents;

/// <summary>What a report holds besides its figures, as it was when the version was started.</summary>
/// <param name="Outline">Sections, proposals and appendices, with names of figures in their texts.</param>
/// <param name="City">The city's name.</param>
/// <param name="Office">Who writes the report.</param>
/// <param name="DiaryNumber">Of the year's matter; null where it isn't known.</param>
/// <param name="Recipients">Names of the bodies that the decision is sent to, in order.</param>
public sealed record ReportSource(ReportOutline Outline, string City, string Office, string? DiaryNumber, IReadOnlyList<string> Recipients)
{
    /// <summary>What the documents are made from: the parts of the outline that the year's reviews need, with figures in their texts.</summary>
    /// <param name="from">What <paramref name="compilation"/> was made from.</param>
    /// <param name="compilation">The year's figures.</param>
    /// <exception cref="UnknownFigureException">A text names a figure that does not exist.</exception>
    public ReportInput ToInput(CompilationInput from, Compilation compilation)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(compilation);
        var figures = compilation.Figures.ToDictionary(f => f.Name);
        var reviews = from.Plan.Reviews.Where(r => from.Forms.Any(f => f.Key == r.Form)).Select(r => r.Key).ToArray();
        return new ReportInput
        {
            Compilation = compilation,
            Plan = from.Plan,
            City = City,
            Office = Office,
            DiaryNumber = DiaryNumber,
            FileName = Outline.FileName,
            Sections = [.. Outline.SectionsOf(reviews).Select(s => new ReportSection(s.Heading, s.Level, s.Kind, Filled(s.Texts)))],
            Proposals = [.. Outline.ProposalsOf(reviews)],
            Appendices = [.. Outline.AppendicesOf(reviews).Select(a => new Appendix(a.Number, a.Kind, from.Plan.FormOf(a.Review), a.Name, a.Question))],
            Recipients = Recipients,
        };

        string Filled(IReadOnlyList<OutlineText> texts) => string.Join("\n\n", texts.Select(t => FigureText.Fill(t.Markdown, t.File, figures)));
    }
}
