using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Charts;

/// <summary>How a series is filled. Each has a pattern of its own, so that the chart can be read in grey and by people with colour blindness.</summary>
internal enum SeriesLook
{
    Good,
    Improve,
    Urgent,
    NotApplicable,
    Earlier,
    Current,
}

/// <summary>One bar: the whole percent drawn, and the numbers behind it.</summary>
internal readonly record struct Bar(int Percent, int Count, int N)
{
    public static Bar Of(StepCount step) => new(step.Percent, step.Count, step.N);

    public static Bar Of(int count, int n) => new(Model.Figures.Percent.Of(count, n), count, n);

    public override string ToString() => $"{Swedish.PercentInTable(Percent)} ({Fill.In(WordTexts.CountOfN, Swedish.Number(Count), Swedish.Number(N))})";
}

/// <summary>A series: one bar for each category.</summary>
internal sealed record ChartSeries(string Name, SeriesLook Look, IReadOnlyList<Bar> Bars);

/// <summary>A chart of horizontal bars in percent, side by side or stacked to 100.</summary>
internal sealed record BarChart(string Title, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series, bool Stacked = false)
{
    /// <summary>In centimetres; grows with the number of bars.</summary>
    public double Height => Math.Min(18, (Series.Count > 1 ? 2.2 : 1.3) + (Categories.Count * (Stacked ? 0.95 : 0.4 + (0.42 * Series.Count))));

    /// <summary>One bar for each step of a scale.</summary>
    public static BarChart OfSteps(string title, Distribution distribution) => new(
        title,
        [.. distribution.Steps.Select(s => s.Step.Label)],
        [new ChartSeries(WordTexts.Share, SeriesLook.Current, [.. distribution.Steps.Select(Bar.Of)])]);

    /// <summary>Every number of the chart in words, category by category.</summary>
    public string AltText => $"{WordTexts.BarChart}. {Title}. " + string.Join(" ", Categories.Select((category, i) =>
        $"{Short(category)}: {string.Join(", ", Series.Select(s => Series.Count == 1 ? $"{s.Bars[i]}" : $"{Short(s.Name)} {s.Bars[i]}"))}."));

    /// <summary>For somebody who listens, the numbers are lost behind a longer name.</summary>
    private static string Short(string name) => PlainText.Shorten(PlainText.OneLine(name), 120);
}
