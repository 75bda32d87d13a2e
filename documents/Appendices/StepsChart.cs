using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Appendices;

/// <summary>One bar for each step of a scale.</summary>
internal static class StepsChart
{
    public static BarChart Of(string title, Distribution distribution) => new(
        title,
        [.. distribution.Steps.Select(s => s.Step.Label)],
        [new ChartSeries(WordTexts.Share, SeriesLook.Current, [.. distribution.Steps.Select(Bar.Of)])]);
}
