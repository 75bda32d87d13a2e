using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>The share of the best step, statement by statement, the last time and now.</summary>
internal static class ReviewComparison
{
    public static void Append(
        WordDocument document,
        Scale scale,
        (string Label, Distribution Distribution)[] now,
        (string Label, Distribution Distribution)[] then,
        (int Then, int Now) years)
    {
        var best = scale.Steps.FirstOrDefault(s => s.Meaning == StepMeaning.Good) ?? scale.Steps[0];
        var pairs = now
            .Join(then, n => n.Label, t => t.Label, (n, t) => (n.Label, Now: n.Distribution[best.Value], Then: t.Distribution[best.Value]))
            .Where(p => p.Now.N > 0 && p.Then.N > 0).ToArray();
        if (pairs.Length == 0)
        {
            return;
        }

        var caption = Fill.In(WordTexts.ComparisonCaption, best.Label, $"{years.Then}", $"{years.Now}");
        document.Heading(1, Fill.In(WordTexts.ComparisonHeading, $"{years.Then}", $"{years.Now}"));
        document.Table(caption, new WordTable(
            [new WordColumn(WordTexts.Statement, 1), new WordColumn($"{years.Then}"), new WordColumn($"{years.Now}"), new WordColumn(WordTexts.ChangeInPoints)],
            [
                .. pairs.Select(p => (IReadOnlyList<string>)
                [
                    p.Label, Of(p.Then), Of(p.Now), YearsTable.Points(p.Now.Percent - p.Then.Percent),
                ]),
            ]));
        document.Chart(new BarChart(caption, [.. pairs.Select(p => p.Label)],
        [
            new ChartSeries($"{years.Then}", SeriesLook.Earlier, [.. pairs.Select(p => Bar.Of(p.Then))]),
            new ChartSeries($"{years.Now}", SeriesLook.Current, [.. pairs.Select(p => Bar.Of(p.Now))]),
        ]));
    }

    private static string Of(StepCount step)
    {
        var count = Fill.In(WordTexts.CountOfN, Swedish.Number(step.Count), Swedish.Number(step.N)).Replace(' ', '\u00A0');
        return $"{count}\u00A0({Swedish.PercentInTable(step.Percent)})";
    }
}
