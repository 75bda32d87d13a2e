using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>The self-assessment of the year before, as far as its counts are known.</summary>
internal static class SelfAssessmentBeforeAppendix
{
    public static DocumentFile Create(ReportInput input, Appendix appendix)
    {
        var year = input.Compilation.Year - 1;
        var title = appendix.Title;
        var form = input.Compilation.Form(appendix.Form);
        var history = form?.History.FirstOrDefault(h => h.Year == year);
        var document = DocumentHead.StartAppendix(input, title, landscape: history is { Questions.Count: > 0 });
        if (form is null || history is null)
        {
            document.Paragraph(Fill.In(WordTexts.NoHistory, $"{year}"));
        }
        else
        {
            Overall(document, history);
            if (history.Questions.Count == 0)
            {
                document.Paragraph(Fill.In(WordTexts.OnlyTotals, $"{year}"));
            }
            else
            {
                Questions(document, form, history);
            }
        }

        return document.ToFile(title);
    }

    private static void Overall(WordDocument document, FormHistory history)
    {
        document.Heading(1, WordTexts.Overall);
        if (history.Respondents is { } respondents)
        {
            document.Paragraph(Fill.In(WordTexts.RespondentsThen, Swedish.Number(respondents), $"{history.Year}"));
        }

        (string, Distribution)[] rows = [(WordTexts.AllCategories, history.Total)];
        document.Table(
            Fill.In(WordTexts.TotalCaption, $"{history.Year}"),
            DistributionTable.Of(WordTexts.Scope, rows),
            [.. DistributionTable.HiddenByRounding(rows), HistoryNotes.Of(history)]);
        if (history.Total.N > 0)
        {
            document.Chart(BarChart.OfSteps(Fill.In(WordTexts.TotalCaption, $"{history.Year}"), history.Total));
        }
    }

    /// <summary>By this year's sections, whose keys last over the years; statements that are no longer asked come last.</summary>
    private static void Questions(WordDocument document, FormFigures form, FormHistory history)
    {
        document.Heading(1, WordTexts.Statements);
        document.Paragraph(Fill.In(WordTexts.WordingsOfThisYear, $"{history.Year}"));
        var told = new HashSet<string>();
        foreach (var section in form.Sections.Where(s => s.Items is null))
        {
            var known = section.Questions.Where(q => q.Kind == QuestionKind.Statement && history.Questions.ContainsKey(q.Key)).ToArray();
            told.UnionWith(known.Select(q => q.Key));
            Table(document, section.Title, [.. known.Select(q => (Statements.Label(q), history.Questions[q.Key]))], history.Year);
        }

        Table(document, WordTexts.NoLongerAsked,
            [.. history.Questions.Where(q => !told.Contains(q.Key)).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => (q.Key, q.Value))], history.Year);
    }

    private static void Table(WordDocument document, string heading, (string Label, Distribution Distribution)[] rows, int year)
    {
        if (rows.Length == 0)
        {
            return;
        }

        document.Heading(2, heading);
        foreach (var scale in rows.GroupBy(r => r.Distribution.Scale))
        {
            document.Table(Fill.In(WordTexts.StatementsCaption, heading, $"{year}"), DistributionTable.Of(WordTexts.Statement, [.. scale]));
        }
    }
}
