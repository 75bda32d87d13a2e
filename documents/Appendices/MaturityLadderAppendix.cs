using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Appendices;

/// <summary>The step of a ladder that each body says it has reached. The steps have the scale's own names.</summary>
internal static class MaturityLadderAppendix
{
    private const int First = 2;

    public static DocumentFile Create(ReportInput input, Appendix appendix)
    {
        var title = appendix.Title;
        var document = DocumentHead.StartAppendix(input, title);
        var form = input.Compilation.Form(appendix.Form);
        var question = form?.Sections.SelectMany(s => s.Questions).FirstOrDefault(q => q.Key == appendix.Question);
        if (form is null || question?.Distribution is not { } distribution)
        {
            document.Paragraph(Fill.In(WordTexts.NoLadder, $"{input.Compilation.Year}"));
        }
        else
        {
            Figures(document, question, distribution, form, input);
        }

        return document.ToFile(title);
    }

    private static void Figures(WordDocument document, QuestionFigures question, Distribution distribution, FormFigures form, ReportInput input)
    {
        document.Heading(1, WordTexts.LadderHeading);
        document.Paragraph(Fill.In(WordTexts.LadderQuestion, form.Title, question.Text));
        if (distribution.N == 0)
        {
            document.Paragraph(Fill.In(WordTexts.NobodyAnswered, form.Title));
        }
        else
        {
            var first = distribution.Steps.Take(First).ToArray();
            var count = first.Sum(s => s.Count);
            document.Paragraph(Fill.In(
                WordTexts.FirstSteps, Swedish.Number(count), Swedish.Number(distribution.N), Swedish.PercentInProse(Percent.Of(count, distribution.N)),
                Swedish.List([.. first.Select(s => $"”{s.Step.Label}”")])));
        }

        document.Table(
            WordTexts.LadderCaption,
            new WordTable(
                [new WordColumn(WordTexts.Step, 3), new WordColumn(WordTexts.Count), new WordColumn(WordTexts.Share), new WordColumn(WordTexts.Who, 7)],
                [
                    .. distribution.Steps.Select(s => (IReadOnlyList<string>)
                        [s.Step.Label, Swedish.Number(s.Count), distribution.N == 0 ? "–" : Swedish.PercentInTable(s.Percent), Who(question, s, input)]),
                    [WordTexts.All, Swedish.Number(distribution.N), "", ""],
                ])
            { Total = true },
            DistributionTable.HiddenByRounding([(WordTexts.All, distribution)]));
        if (distribution.N > 0)
        {
            document.Chart(BarChart.OfSteps(WordTexts.LadderChart, distribution));
        }
    }

    private static string Who(QuestionFigures question, StepCount step, ReportInput input)
    {
        var bodies = question.ByBody.Where(b => b.Value == step.Step.Value).Select(b => b.Body).ToHashSet();
        var names = input.Compilation.Returns.Where(r => bodies.Contains(r.Body.Id)).Select(r => r.Body.Name).ToArray();
        return names.Length == 0 ? "–" : string.Join(", ", names);
    }
}
