using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Word;

namespace Arshjulet.Documents.Charts;

/// <summary>The workbook behind a chart: what "Redigera data" opens in Word.</summary>
internal static class ChartWorkbook
{
    public const string Sheet = "Data";

    public static byte[] Bytes(BarChart chart) => WorkbookFile.Bytes(
        [
            new Sheet(
                Sheet,
                [new Column(WordTexts.Category, 40), .. chart.Series.Select(s => new Column(ChartXml.Label(s.Name), 18))],
                [.. chart.Categories.Select((c, i) => (IReadOnlyList<Cell>)[ChartXml.Label(c), .. chart.Series.Select(s => (Cell)s.Bars[i].Percent)])]),
        ],
        new DocumentProperties(chart.Title));

    /// <summary>A column's letters, counted from 0.</summary>
    public static string Column(int index) => WorkbookFile.ColumnName(index);
}
