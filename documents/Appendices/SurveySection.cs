using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;

namespace Arshjulet.Documents.Appendices;

/// <summary>The managers' survey in the appendix of the review that it belongs to: all bodies together, and no free texts.</summary>
internal static class SurveySection
{
    public static void Append(WordDocument document, ReportInput input, string form)
    {
        if (input.Compilation.Survey is not { Result: { } result } survey || input.Plan.Survey is not { Review: { } review } plan
            || !input.Plan.Reviews.Any(r => r.Key == review && r.Form == form))
        {
            return;
        }

        var year = $"{input.Compilation.Year}";
        document.Heading(1, Fill.In(WordTexts.SurveyHeading, year));
        if (result.Answers.Total is { } total)
        {
            document.Intro(Fill.In(WordTexts.SurveyLead, Swedish.Number(total)));
        }
        else
        {
            document.Paragraph(WordTexts.SurveyLeadHidden);
        }

        foreach (var section in survey.Form.Sections)
        {
            var figures = section.Questions.Select(q => result.Questions.FirstOrDefault(f => f.Question.Key == q.Key)).OfType<SurveyFigures>().ToArray();
            foreach (var ofScale in figures.Where(f => f.Total is not null).GroupBy(f => f.Question.Scale))
            {
                (string, Distribution)[] rows = [.. ofScale.Select(f => (f.Question.Text, f.Total!))];
                var table = DistributionTable.Of(WordTexts.SurveyQuestion, rows);
                document.Table(Fill.In(WordTexts.SurveyCaption, section.Title, year), table, DistributionTable.HiddenByRounding(rows));
            }

            foreach (var hidden in figures.Where(f => f.Total is null))
            {
                document.Paragraph(Fill.In(WordTexts.SurveyNotShown, $"”{hidden.Question.Text}”"));
            }
        }

        document.Note(Fill.In(WordTexts.SurveySmall, Swedish.InWords(plan.SmallestGroup)));
    }
}
