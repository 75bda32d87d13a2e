using Arshjulet.Documents;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>The outline of a year's report, with the office's Markdown files that it names.</summary>
internal sealed record ReportFile(
    string FileName, IReadOnlyList<ReportFile.Section> Sections, IReadOnlyList<ReportFile.Proposed> Proposals, IReadOnlyList<OutlineAppendix> Appendices)
{
    internal sealed record Section(string Heading, int Level, ReportSectionKind Kind, IReadOnlyList<string>? Reviews, IReadOnlyList<Text>? Texts);

    internal sealed record Text(string File, IReadOnlyList<string>? Reviews);

    internal sealed record Proposed(Decider Decider, string Proposer, bool Conditional, IReadOnlyList<string>? Reviews, string Text);

    /// <summary>The outline and its texts.</summary>
    /// <exception cref="ContentException">The outline or a text is missing, or the outline is wrong.</exception>
    public static async Task<ReportOutline> LoadAsync(ContentFolder folder, string name, YearPlan plan, IReadOnlyDictionary<string, Form> forms)
    {
        var file = await folder.ReadAsync(name, "report");
        var read = file.As<ReportFile>();
        file.RequireReviews(read.ReviewsNamed(), plan);
        CheckSections(file, read.Sections);
        CheckAppendices(file, read.Appendices, plan, forms);
        return new ReportOutline
        {
            FileName = read.FileName,
            Sections = await SectionsAsync(file, Path.Combine(folder.Path, Path.GetDirectoryName(name)!), read.Sections),
            Proposals = [.. read.Proposals.Select(p => new OutlineProposal(p.Reviews ?? [], new Proposal(p.Decider, p.Proposer, p.Conditional, p.Text)))],
            Appendices = read.Appendices,
        };
    }

    private IEnumerable<string> ReviewsNamed() =>
    [
        .. Sections.SelectMany(s => (s.Reviews ?? []).Concat((s.Texts ?? []).SelectMany(t => t.Reviews ?? []))),
        .. Proposals.SelectMany(p => p.Reviews ?? []),
        .. Appendices.Select(a => a.Review).OfType<string>(),
    ];

    private static async Task<IReadOnlyList<OutlineSection>> SectionsAsync(ContentFile file, string folder, IReadOnlyList<Section> sections)
    {
        var loaded = new List<OutlineSection>();
        foreach (var section in sections)
        {
            var texts = new List<OutlineText>();
            foreach (var text in section.Texts ?? [])
            {
                var path = Path.Combine(folder, text.File);
                if (!File.Exists(path))
                {
                    throw file.Wrong($"\"{text.File}\"", $"the text {text.File} is missing.");
                }

                texts.Add(new OutlineText(text.Reviews ?? [], text.File, await File.ReadAllTextAsync(path)));
            }

            loaded.Add(new OutlineSection(section.Heading, section.Level, section.Kind, section.Reviews ?? [], texts));
        }

        return loaded;
    }

    /// <summary>Without a section for them, the self-assessment's figures would be missing from the report, and nobody would be told.</summary>
    private static void CheckSections(ContentFile file, IReadOnlyList<Section> sections)
    {
        if (sections.Where(s => s.Kind == ReportSectionKind.SelfAssessment).Select(s => s.Reviews ?? []).ToArray() is not [{ Count: 0 }])
        {
            throw file.Wrong(
                "\"sections\"", "one section, of every year whatever KS chose, is to hold the self-assessment's figures (kind selfAssessment, no reviews).");
        }
    }

    private static void CheckAppendices(ContentFile file, IReadOnlyList<OutlineAppendix> appendices, YearPlan plan, IReadOnlyDictionary<string, Form> forms)
    {
        file.RequireUnique(appendices.Select(a => $"{a.Number}"), "Two appendices have the number");
        if (appendices.GroupBy(a => (a.Kind, a.Review, a.Question)).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            var about = twice.Key.Review is { } review ? $" of {review}" : "";
            throw file.Wrong($"\"{twice.Last().Name}\"", $"two appendices show the same: {twice.Key.Kind}{about}.");
        }

        foreach (var appendix in appendices.Where(a => (a.Review is null) == (a.Kind is DocumentKind.MaturityLadder or DocumentKind.Review)))
        {
            var about = appendix.Review is null ? "a review, and names none" : "the self-assessment, and names a review";
            throw file.Wrong($"\"{appendix.Name}\"", $"the appendix {appendix.Number} is about {about}.");
        }

        foreach (var appendix in appendices)
        {
            CheckQuestion(file, appendix, plan, forms);
        }
    }

    private static void CheckQuestion(ContentFile file, OutlineAppendix appendix, YearPlan plan, IReadOnlyDictionary<string, Form> forms)
    {
        var ladder = appendix.Kind == DocumentKind.MaturityLadder;
        if (ladder ? !HasLadder(forms[plan.FormOf(appendix.Review)], appendix.Question) : appendix.Question is not null)
        {
            var fault = ladder ? "shows a ladder, and its question is none of the review's with a scale" : "names a question, and shows no ladder";
            throw file.Wrong($"\"{appendix.Name}\"", $"the appendix {appendix.Number} {fault}.");
        }
    }

    private static bool HasLadder(Form form, string? question) =>
        form.Sections.Where(s => s.Items is null).SelectMany(s => s.Questions).Any(q => q.Key == question && q.Scale is not null);
}
