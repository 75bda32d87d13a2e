using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Documents.Tests.Protocols;

/// <summary>A template as somebody's program saves it when they have been at it.</summary>
internal static class FilledIn
{
    /// <summary>Changes a sheet of a template; the first is the reader's guide.</summary>
    public static byte[] Change(byte[] template, int sheet, Action<SheetData, string[]> change)
    {
        using var stream = new MemoryStream();
        stream.Write(template);
        using (var book = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var strings = book.WorkbookPart!.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(s => s.InnerText).ToArray();
            var id = book.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!.Value!;
            change(((WorksheetPart)book.WorkbookPart.GetPartById(id)).Worksheet!.GetFirstChild<SheetData>()!, strings);
        }

        return stream.ToArray();
    }

    /// <summary>Types a text into a cell, "C3".</summary>
    public static byte[] Type(byte[] template, int sheet, string cell, string text) => Put(template, sheet, cell, c =>
    {
        c.DataType = CellValues.InlineString;
        c.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    });

    public static byte[] Put(byte[] template, int sheet, string cell, Action<Cell> put) => Change(template, sheet, (data, _) =>
    {
        var row = data.Elements<Row>()
            .FirstOrDefault(r => cell.EndsWith($"{r.RowIndex}", StringComparison.Ordinal) && cell.Length == 1 + $"{r.RowIndex}".Length)
            ?? data.AppendChild(new Row { RowIndex = uint.Parse(cell[1..], System.Globalization.CultureInfo.InvariantCulture) });
        var at = row.Elements<Cell>().FirstOrDefault(c => c.CellReference == cell);
        if (at is null)
        {
            at = new Cell { CellReference = cell };
            row.InsertBefore(at, row.Elements<Cell>().FirstOrDefault(c => string.CompareOrdinal(c.CellReference, cell) > 0));
        }

        at.RemoveAllChildren();
        at.DataType = null;
        put(at);
    });

    /// <summary>Turns the rows under the heading upside down: all columns, or only those named.</summary>
    public static byte[] Turned(byte[] template, int sheet, string columns = "ABCDEFG") => Change(template, sheet, (data, _) =>
    {
        var rows = data.Elements<Row>().Skip(1).ToArray();
        var taken = rows.Select(Taken).Reverse().ToArray();
        foreach (var (row, cells) in rows.Zip(taken))
        {
            foreach (var old in row.Elements<Cell>().Where(c => columns.Contains(c.CellReference!.Value![0], StringComparison.Ordinal)).ToArray())
            {
                old.Remove();
            }

            foreach (var cell in cells)
            {
                cell.CellReference = $"{cell.CellReference!.Value![0]}{row.RowIndex}";
            }

            var sorted = row.Elements<Cell>().Concat(cells).OrderBy(c => c.CellReference!.Value, StringComparer.Ordinal).ToArray();
            row.RemoveAllChildren();
            row.Append(sorted);
        }

        Cell[] Taken(Row row) =>
        [
            .. row.Elements<Cell>().Where(c => columns.Contains(c.CellReference!.Value![0], StringComparison.Ordinal)).Select(c => (Cell)c.CloneNode(true)),
        ];
    });
}
