using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Tables;

/// <summary>A form's shares in an earlier year and in this one, as a table and as a chart.</summary>
internal sealed record YearsTable(FormHistory Then, int Year, Distribution Now)
{
    /// <summary>
    /// The earliest year known and this year. Null where no year before is known on the scale that this year's statements have.
    /// </summary>
    public static YearsTable? FirstAndNow(FormFigures form, int year) => form.History
        .Select(h => form.Totals.FirstOrDefault(t => t.Scale == h.Total.Scale) is { } now ? new YearsTable(h, year, now) : null)
        .FirstOrDefault(t => t is not null);

    public string Caption => Fill.In(WordTexts.YearsCaption, $"{Then.Year}", $"{Year}");

    public WordTable Table() => new(
        [new WordColumn(WordTexts.Judgement, 1), new WordColumn($"{Then.Year}"), new WordColumn($"{Year}"), new WordColumn(WordTexts.ChangeInPoints)],
        [
            .. Now.Steps.Select(s => (IReadOnlyList<string>)
                [s.Step.Label, DistributionTable.CountAndShare(Then.Total[s.Step.Value]), DistributionTable.CountAndShare(s), Change(s)]),
            [WordTexts.AnswersInAll, Swedish.Number(Then.Total.N), Swedish.Number(Now.N), ""],
        ])
    { Total = true };

    public BarChart Chart() => new(
        Caption,
        [.. Now.Steps.Select(s => s.Step.Label)],
        [
            new ChartSeries($"{Then.Year}", SeriesLook.Earlier, [.. Now.Steps.Select(s => Bar.Of(Then.Total[s.Step.Value]))]),
            new ChartSeries($"{Year}", SeriesLook.Current, [.. Now.Steps.Select(Bar.Of)]),
        ]);

    /// <summary>Notes to the table: rounding, and where the earlier figures come from.</summary>
    public IEnumerable<string> Notes() =>
    [
        .. DistributionTable.HiddenByRounding([($"{Then.Year}", Then.Total), ($"{Year}", Now)]),
        Fill.In(WordTexts.ShareOfAll, Swedish.PercentInProse(100)),
        HistoryNotes.Of(Then),
    ];

    /// <summary>The change of a step as "+24", or a dash where a year has no answers.</summary>
    public string Change(StepCount now) => now.N == 0 || Then.Total.N == 0 ? "–" : Points(now.Percent - Then.Total[now.Step.Value].Percent);

    public static string Points(int change) => change > 0 ? $"+{Swedish.Number(change)}" : Swedish.Number(change);
}

/// <summary>Where an earlier year's figures come from.</summary>
internal static class HistoryNotes
{
    public static string Of(FormHistory history) => history.Sample
        ? Fill.In(WordTexts.SampleHistory, $"{history.Year}", history.Source.TrimEnd('.'))
        : Fill.In(WordTexts.SourceOfHistory, $"{history.Year}", history.Source.TrimEnd('.'));
}
