using Arshjulet.Model.Compiling;

namespace Arshjulet.Documents.Excel;

/// <summary>Earlier years' counts. Not called "Historik": Excel keeps that name for its own list of changes.</summary>
internal static class HistorySheet
{
    public static Sheet Of(Compilation compilation)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var form in compilation.Forms)
        {
            var texts = form.Statements.GroupBy(q => q.Key).ToDictionary(g => g.Key, g => g.First().Text);
            foreach (var history in form.History)
            {
                var parts = history.Questions.OrderBy(q => q.Key, StringComparer.Ordinal)
                    .Select(q => (q.Key, Text: texts.GetValueOrDefault(q.Key, q.Key), Distribution: q.Value))
                    .Prepend(("", ExcelTexts.AllStatements, history.Total));
                rows.AddRange(parts.SelectMany(p => p.Item3.Steps.Select(s => (IReadOnlyList<Cell>)
                [
                    form.Title, history.Year, p.Item1, p.Item2, s.Step.Label, s.Count, s.N, s.Percent, history.Respondents,
                    history.Sample ? ExcelTexts.Sample : ExcelTexts.Known, history.Source,
                ])));
            }
        }

        return new Sheet(
            ExcelTexts.History,
            [
                new Column(ExcelTexts.Form, 34), new Column(ExcelTexts.Year, 8), new Column(ExcelTexts.Key, 22), new Column(ExcelTexts.Statement, 60),
                new Column(ExcelTexts.Step, 28), new Column(ExcelTexts.Count, 10), new Column(ExcelTexts.N, 16), new Column(ExcelTexts.PercentColumn, 18),
                new Column(ExcelTexts.Respondents, 14), new Column(ExcelTexts.Kind, 24), new Column(ExcelTexts.Source, 60),
            ],
            rows);
    }
}
