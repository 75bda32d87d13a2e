using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using A = DocumentFormat.OpenXml.Drawing;

namespace Arshjulet.Documents.Charts;

/// <summary>One series of a bar chart: its cells in the embedded workbook, the values cached, its fill and its labels.</summary>
internal static class ChartSeriesXml
{
    public const string PercentFormat = "0\"\u00A0%\"";

    // A label on a stacked bar needs this many percent to fit; smaller ones are read in the table.
    private const int SmallestLabelled = 5;

    public static BarChartSeries Of(BarChart chart, int index)
    {
        var series = chart.Series[index];
        var column = ChartWorkbook.Column(index + 1);
        var last = chart.Categories.Count + 1;
        var colour = Palette.Of(series.Look).Colour;
        return new BarChartSeries(
            new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)index },
            new Order { Val = (uint)index },
            new SeriesText(new StringReference(new Formula($"{ChartWorkbook.Sheet}!${column}$1"), Strings([ChartXml.Label(series.Name)]))),
            new ChartShapeProperties(Palette.Fill(series.Look), Palette.OutlineOf(colour)),
            new InvertIfNegative { Val = false },
            Labels(chart, series),
            new CategoryAxisData(new StringReference(new Formula($"{ChartWorkbook.Sheet}!$A$2:$A${last}"), Strings(chart.Categories.Select(ChartXml.Label)))),
            new Values(new NumberReference(
                new Formula($"{ChartWorkbook.Sheet}!${column}$2:${column}${last}"), Numbers([.. series.Bars.Select(b => b.Percent)]))));
    }

    private static DataLabels Labels(BarChart chart, ChartSeries series)
    {
        var labels = new DataLabels();
        for (var i = 0; chart.Stacked && i < series.Bars.Count; i++)
        {
            if (series.Bars[i].Percent < SmallestLabelled)
            {
                labels.Append(new DataLabel(new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)i }, new Delete { Val = true }));
            }
        }

        labels.Append(
            new NumberingFormat { FormatCode = PercentFormat, SourceLinked = false },
            // White under the figures keeps them readable on every pattern.
            new ChartShapeProperties(chart.Stacked ? Palette.Solid(Palette.Page) : new A.NoFill(), new A.Outline(new A.NoFill())),
            ChartXml.TextOf(900),
            new DataLabelPosition { Val = chart.Stacked ? DataLabelPositionValues.Center : DataLabelPositionValues.OutsideEnd },
            new ShowLegendKey { Val = false },
            new ShowValue { Val = true },
            new ShowCategoryName { Val = false },
            new ShowSeriesName { Val = false },
            new ShowPercent { Val = false },
            new ShowBubbleSize { Val = false });
        return labels;
    }

    private static StringCache Strings(IEnumerable<string> texts)
    {
        var points = texts.Select((t, i) => (OpenXmlElement)new StringPoint(new NumericValue(t)) { Index = (uint)i }).ToArray();
        return new StringCache([new PointCount { Val = (uint)points.Length }, .. points]);
    }

    private static NumberingCache Numbers(IReadOnlyList<int> values) => new(
    [
        new FormatCode(PercentFormat),
        new PointCount { Val = (uint)values.Count },
        .. values.Select((v, i) => new NumericPoint(new NumericValue(v.ToString(CultureInfo.InvariantCulture))) { Index = (uint)i }),
    ]);
}
