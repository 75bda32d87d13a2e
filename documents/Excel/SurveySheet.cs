using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Survey;

namespace Arshjulet.Documents.Excel;

/// <summary>The managers' survey by body, without small groups: a row for each body, question and step.</summary>
internal static class SurveySheet
{
    public static Sheet Of(CompiledSurvey survey, SurveyResult result) => new(
        ExcelTexts.SurveySheet,
        [
            new Column(ExcelTexts.Body, 42), new Column(ExcelTexts.Key, 20), new Column(ExcelTexts.Statement, 70),
            new Column(ExcelTexts.Step, 34), new Column(ExcelTexts.Count, 10), new Column(ExcelTexts.N, 16), new Column(ExcelTexts.PercentColumn, 18),
        ],
        [
            .. result.Answers.Bodies.Select(b => Answered(survey.Names[b.Body], b.Answers)),
            Answered(ExcelTexts.SurveyAll, result.Answers.Total),
            .. result.Questions.SelectMany(q => q.Bodies.SelectMany(b => Rows(survey.Names[b.Body], q, b.Distribution))
                .Concat(q.Rest is null ? [] : Rows(ExcelTexts.SurveyRest, q, q.Rest))
                .Concat(Rows(ExcelTexts.SurveyAll, q, q.Total))),
        ])
    { FrozenColumns = 1 };

    private static IReadOnlyList<Cell> Answered(string name, int? answers) =>
        [name, "", ExcelTexts.SurveyAnswered, answers is null ? ExcelTexts.SurveyHidden : "", answers, answers, Cell.Empty];

    private static IEnumerable<IReadOnlyList<Cell>> Rows(string name, SurveyFigures figures, Distribution? distribution) => distribution is null
        ? [[name, figures.Question.Key, figures.Question.Text, ExcelTexts.SurveyHidden]]
        : distribution.Steps.Select(s => (IReadOnlyList<Cell>)
            [name, figures.Question.Key, figures.Question.Text, s.Step.Label, s.Count, s.N, s.N == 0 ? Cell.Empty : s.Percent]);
}
