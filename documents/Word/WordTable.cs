using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>
/// A column: its heading and its share of the width that the number columns leave. A column of numbers (share 0) is aligned right
/// and is as wide as its longest word, so that "Förbättringsområde" isn't broken where it has no hyphen.
/// </summary>
internal sealed record WordColumn(string Heading, double Share = 0)
{
    // A wide word's average character in bold 9.5 point Arial, and the cell's own margins, in twips.
    private const int Character = 122;
    private const int Margins = 200;
    private const int Narrowest = 800;

    public bool IsNumber => Share == 0;

    /// <summary>The width, in twips, that the heading and these cells need. A fixed space does not break a word.</summary>
    public int WidthFor(IEnumerable<string> cells) =>
        WholeWidth(cells.Append(Heading).SelectMany(c => c.Split(' ', '-', '/')));

    /// <summary>The width, in twips, at which no word of these is broken.</summary>
    public static int WholeWidth(IEnumerable<string> cells) => Math.Max(Narrowest, Margins + (Character * cells.Select(c => c.Length).DefaultIfEmpty().Max()));
}

/// <summary>A table of one heading row and rows of as many cells, no cell merged.</summary>
internal sealed record WordTable(IReadOnlyList<WordColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Whether the last row is the sum of the others.</summary>
    public bool Total { get; init; }

    /// <summary>What the table shows, for a screen reader; the same words as the caption.</summary>
    public string? Caption { get; init; }

    public Table ToElement(int textWidth) => WordTables.Of(
        Widths(textWidth),
        [.. Columns.Select(c => c.IsNumber)],
        [Columns.Select(c => WordText.Runs(c.Heading)), .. Rows.Select(r => r.Select(WordText.Runs))],
        Total,
        Caption);

    private int[] Widths(int textWidth)
    {
        var asked = Columns.Select((c, i) => c.IsNumber ? c.WidthFor(Cells(i)) : 0).ToArray();
        var left = textWidth - asked.Sum();

        // Where many steps have long names, their words are broken to leave room for the first column. A column of years needs little.
        var least = Math.Min(textWidth / 4, Columns.Select((c, i) => c.IsNumber ? 0 : WordColumn.WholeWidth(Cells(i).Append(c.Heading))).Sum());
        var squeeze = left < least ? (double)(textWidth - least) / (textWidth - left) : 1;
        left = Math.Max(left, least);
        var shares = Columns.Sum(c => c.Share);
        return [.. Columns.Select((c, i) => (int)(c.IsNumber ? asked[i] * squeeze : left * c.Share / shares))];

        IEnumerable<string> Cells(int column) => Rows.Select(r => column < r.Count ? r[column] : "");
    }
}

/// <summary>Tables of runs.</summary>
internal static class WordTables
{
    private const int SmallTable = 8;

    public static Table Of(
        IReadOnlyList<int> twips, IReadOnlyList<bool> numbers, IReadOnlyList<IEnumerable<IEnumerable<OpenXmlElement>>> rows, bool total, string? caption)
    {
        var properties = new TableProperties(
            new TableStyle { Val = WordStyle.FigureTable },
            new TableWidth { Width = $"{twips.Sum()}", Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableLook
            {
                Val = total ? "0060" : "0020",
                FirstRow = true,
                LastRow = total,
                FirstColumn = false,
                LastColumn = false,
                NoHorizontalBand = true,
                NoVerticalBand = true,
            });
        if (caption is not null)
        {
            properties.Append(new TableCaption { Val = PlainText.OneLine(caption) });
        }

        var table = new Table(properties, new TableGrid(twips.Select(t => new GridColumn { Width = $"{t}" })));
        for (var r = 0; r < rows.Count; r++)
        {
            // A small table stays on one page; of a large one, the heading keeps its first row and the total its last.
            var keep = r < rows.Count - 1 && (rows.Count <= SmallTable || r == 0 || r == rows.Count - 2);
            table.Append(Row([.. rows[r]], twips, numbers, heading: r == 0, keep));
        }

        return table;
    }

    private static TableRow Row(
        IReadOnlyList<IEnumerable<OpenXmlElement>> cells, IReadOnlyList<int> twips, IReadOnlyList<bool> numbers, bool heading, bool keepWithNext)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (heading)
        {
            properties.Append(new TableHeader());
        }

        var row = new TableRow(properties);
        for (var c = 0; c < twips.Count; c++)
        {
            var paragraph = WordText.Paragraph(numbers[c] ? WordStyle.TableNumber : WordStyle.TableText, c < cells.Count ? cells[c] : []);
            if (keepWithNext)
            {
                paragraph.ParagraphProperties!.KeepNext = new KeepNext();
            }

            row.Append(new TableCell(new TableCellProperties(new TableCellWidth { Width = $"{twips[c]}", Type = TableWidthUnitValues.Dxa }), paragraph));
        }

        return row;
    }
}
