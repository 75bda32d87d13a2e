using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Report;

/// <summary>The table and chart of the self-assessment, after the text of the section that is about it.</summary>
internal static class SelfAssessmentFigures
{
    public static void Append(WordDocument document, ReportInput input)
    {
        if (input.Compilation.Form(input.Plan.SelfAssessment) is not { } form)
        {
            return;
        }

        if (form.Respondents == 0)
        {
            document.Note(Fill.In(WordTexts.NobodyAnswered, form.Title));
            return;
        }

        var asked = input.Compilation.Returns.Count(r => r.MissingForms.Contains(form.Key) || r.Submissions.Any(s => s.Form == form.Key));
        var answered = Fill.In(WordTexts.AnsweredOf, Swedish.Number(form.Respondents), Swedish.Number(asked));
        if (YearsTable.FirstAndNow(form, input.Compilation.Year) is { } years)
        {
            document.Table(years.Caption, years.Table(), [answered, .. years.Notes()]);
            document.Chart(years.Chart());
            return;
        }

        foreach (var total in form.Totals)
        {
            var rows = Statements.Categories(form, total.Scale);
            document.Table(
                Fill.In(WordTexts.CategoriesCaption, $"{input.Compilation.Year}"),
                DistributionTable.Of(WordTexts.Category, rows, (WordTexts.All, total)),
                [answered, .. DistributionTable.HiddenByRounding([(WordTexts.All, total)])]);
        }
    }
}
