using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml.Drawing.Charts;
using A = DocumentFormat.OpenXml.Drawing;

namespace Arshjulet.Documents.Charts;

/// <summary>A chart that Word can edit, with its data in an embedded workbook.</summary>
internal static class ChartXml
{
    public const string WorkbookId = "rId1";
    private const uint CategoryAxisId = 111;
    private const uint ValueAxisId = 222;

    public static ChartSpace Of(BarChart chart)
    {
        var space = new ChartSpace(
            new Date1904 { Val = false },
            new EditingLanguage { Val = "sv-SE" },
            new RoundedCorners { Val = false },
            new Chart(
                new AutoTitleDeleted { Val = true },
                new PlotArea(new Layout(), Bars(chart), CategoryAxis(), ValueAxis(chart)),
                chart.Series.Count > 1 ? Legend() : null!,
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }),
            new ChartShapeProperties(Palette.Solid(Palette.Page), new A.Outline(new A.NoFill())),
            TextOf(900),
            new ExternalData(new AutoUpdate { Val = false }) { Id = WorkbookId });
        return space;
    }

    private static DocumentFormat.OpenXml.Drawing.Charts.BarChart Bars(BarChart chart)
    {
        var bars = new DocumentFormat.OpenXml.Drawing.Charts.BarChart(
            new BarDirection { Val = BarDirectionValues.Bar },
            new BarGrouping { Val = chart.Stacked ? BarGroupingValues.Stacked : BarGroupingValues.Clustered },
            new VaryColors { Val = false });
        for (var i = 0; i < chart.Series.Count; i++)
        {
            bars.Append(ChartSeriesXml.Of(chart, i));
        }

        bars.Append(new GapWidth { Val = chart.Stacked ? (ushort)45 : (ushort)60 });
        bars.Append(new Overlap { Val = chart.Stacked ? (sbyte)100 : (sbyte)-8 });
        bars.Append(new AxisId { Val = CategoryAxisId }, new AxisId { Val = ValueAxisId });
        return bars;
    }

    private static CategoryAxis CategoryAxis() => new(
        new AxisId { Val = CategoryAxisId },
        // The first category on top, as in the table.
        new Scaling(new Orientation { Val = OrientationValues.MaxMin }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Left },
        new NumberingFormat { FormatCode = "General", SourceLinked = false },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.Low },
        new ChartShapeProperties(Palette.OutlineOf(Palette.Line)),
        new CrossingAxis { Val = ValueAxisId },
        new Crosses { Val = CrossesValues.AutoZero },
        new AutoLabeled { Val = true },
        new LabelAlignment { Val = LabelAlignmentValues.Center },
        new LabelOffset { Val = 100 },
        new NoMultiLevelLabels { Val = true });

    private static ValueAxis ValueAxis(BarChart chart) => new(
        new AxisId { Val = ValueAxisId },
        // Room to the right of a long bar for its label.
        new Scaling(
            new Orientation { Val = OrientationValues.MinMax },
            new MaxAxisValue { Val = 100 },
            new MinAxisValue { Val = 0 }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Bottom },
        new MajorGridlines(new ChartShapeProperties(new A.Outline(Palette.Solid("D5DBE1")) { Width = 6350 })),
        new NumberingFormat { FormatCode = ChartSeriesXml.PercentFormat, SourceLinked = false },
        new MajorTickMark { Val = TickMarkValues.None },
        new MinorTickMark { Val = TickMarkValues.None },
        new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
        new ChartShapeProperties(new A.Outline(new A.NoFill())),
        new CrossingAxis { Val = CategoryAxisId },
        new Crosses { Val = CrossesValues.Maximum },
        new CrossBetween { Val = CrossBetweenValues.Between },
        new MajorUnit { Val = 20 });

    private static Legend Legend() => new(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false });

    /// <summary>Text of the page's font and colour; size in hundredths of a point.</summary>
    public static TextProperties TextOf(int size) => new(
        new A.BodyProperties(),
        new A.ListStyle(),
        new A.Paragraph(
            new A.ParagraphProperties(new A.DefaultRunProperties(
                Palette.Solid(Palette.Text), new A.LatinFont { Typeface = "Arial" }, new A.ComplexScriptFont { Typeface = "Arial" })
            { FontSize = size, Language = "sv-SE" }),
            new A.EndParagraphRunProperties { Language = "sv-SE" }));

    /// <summary>A category's name, short enough to fit beside its bar.</summary>
    public static string Label(string text) => PlainText.Shorten(PlainText.OneLine(text), 60);
}
