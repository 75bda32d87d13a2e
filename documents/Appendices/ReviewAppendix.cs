using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>A review's statements this year and the last time it was made, with spans, and which bodies must act at once.</summary>
internal static class ReviewAppendix
{
    public static DocumentFile Create(ReportInput input, Appendix appendix)
    {
        var title = appendix.Title;
        var document = DocumentHead.StartAppendix(input, title, landscape: true);
        if (input.Compilation.Form(appendix.Form) is not { } form)
        {
            document.Paragraph(Fill.In(WordTexts.NoSuchReview, $"{input.Compilation.Year}"));
        }
        else if (form.Respondents == 0)
        {
            document.Paragraph(Fill.In(WordTexts.NobodyAnswered, form.Title));
        }
        else
        {
            foreach (var total in form.Totals)
            {
                Figures(document, form, form.Scales[total.Scale], input);
            }
        }

        SurveySection.Append(document, input, appendix.Form);
        return document.ToFile(title);
    }

    private static void Figures(WordDocument document, FormFigures form, Scale scale, ReportInput input)
    {
        var year = input.Compilation.Year;
        var questions = form.Statements.Where(q => q.Distribution!.Scale == scale.Key).ToArray();
        (string Label, Distribution Distribution)[] now = [.. questions.Select((q, i) => ($"{i + 1}. {Statements.Label(q)}", q.Distribution!))];
        var last = form.History.LastOrDefault(h => h.Total.Scale == scale.Key);
        (string Label, Distribution Distribution)[] then = last is null ? [] :
        [
            .. questions.Select((q, i) => (now[i].Label, Known: last.Questions.GetValueOrDefault(q.Key)))
                .Where(q => q.Known is not null).Select(q => (q.Label, q.Known!)),
        ];

        document.Heading(1, Fill.In(WordTexts.ReviewHeading, $"{year}"));
        Spans(document, scale, now, $"{year}");
        document.Table(
            Fill.In(WordTexts.ReviewCaption, $"{year}"), DistributionTable.Of(WordTexts.Statement, now), DistributionTable.HiddenByRounding(now));
        Urgent(document, scale, questions, now, input);
        if (Statements.Stacked(Fill.In(WordTexts.ReviewCaption, $"{year}"), now) is { } chart)
        {
            document.Chart(chart);
            document.Note(WordTexts.SmallLabels);
        }

        if (last is null)
        {
            document.Paragraph(WordTexts.NoEarlierReview);
            return;
        }

        document.Heading(1, Fill.In(WordTexts.ReviewHeading, $"{last.Year}"));
        if (then.Length == 0)
        {
            document.Paragraph(Fill.In(WordTexts.OnlyTotals, $"{last.Year}"));
            var totals = DistributionTable.Of(WordTexts.Scope, [(WordTexts.All, last.Total)]);
            document.Table(Fill.In(WordTexts.ReviewCaption, $"{last.Year}"), totals, HistoryNotes.Of(last));
            return;
        }

        Spans(document, scale, then, $"{last.Year}");
        document.Table(
            Fill.In(WordTexts.ReviewCaption, $"{last.Year}"), DistributionTable.Of(WordTexts.Statement, then),
            [.. DistributionTable.HiddenByRounding(then), HistoryNotes.Of(last)]);
        ReviewComparison.Append(document, scale, now, then, (last.Year, year));
    }

    private static void Spans(WordDocument document, Scale scale, (string Label, Distribution Distribution)[] rows, string year)
    {
        var spans = scale.Steps.Select(s => (Step: s, Span: Span.Of(rows.Select(r => r.Distribution).Where(d => d.N > 0), s.Value)))
            .Where(s => s.Span is not null).Select(s => $"{s.Step.Label}: {Swedish.SpanInProse(s.Span!)}").ToArray();
        if (spans.Length > 0)
        {
            document.Intro(Fill.In(WordTexts.SpansLead, Swedish.InWords(rows.Length, neuter: true), year));
            document.BulletList(spans);
        }
    }

    /// <summary>The bodies that say that a statement must be dealt with at once.</summary>
    private static void Urgent(
        WordDocument document, Scale scale, QuestionFigures[] questions, (string Label, Distribution Distribution)[] now, ReportInput input)
    {
        var urgent = scale.Steps.Where(s => s.Meaning == StepMeaning.Urgent).Select(s => s.Value).ToHashSet();
        if (urgent.Count == 0)
        {
            return;
        }

        var names = input.Compilation.Returns.ToDictionary(r => r.Body.Id, r => r.Body.Name);
        string[] found =
        [
            .. questions.SelectMany((q, i) => q.ByBody.Where(b => b.Value is not null && urgent.Contains(b.Value)).GroupBy(_ => i, b => names[b.Body]))
                .Select(g => $"{now[g.Key].Label} – {Swedish.List([.. g])}"),
        ];
        document.Heading(2, WordTexts.UrgentHeading);
        if (found.Length == 0)
        {
            document.Paragraph(WordTexts.NothingUrgent);
            return;
        }

        document.BulletList(found);
    }
}
