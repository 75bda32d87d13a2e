using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Functions.Tests.Answers.Workbook;

/// <summary>Protocols as people fill them in, and as they break them.</summary>
internal static class Workbooks
{
    /// <summary>Types texts into cells of the first sheet with criteria.</summary>
    public static byte[] Fill(byte[] template, params (string Cell, string Text)[] typed)
    {
        using var stream = new MemoryStream();
        stream.Write(template);
        using (var book = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var id = book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().ElementAt(1).Id!.Value!;
            var data = ((WorksheetPart)book.WorkbookPart.GetPartById(id)).Worksheet!.GetFirstChild<SheetData>()!;
            foreach (var (at, text) in typed)
            {
                var cell = data.Descendants<Cell>().FirstOrDefault(c => c.CellReference == at)
                    ?? data.AppendChild(new Row()).AppendChild(new Cell { CellReference = at });
                ((Row)cell.Parent!).RowIndex = uint.Parse(at[1..], System.Globalization.CultureInfo.InvariantCulture);
                cell.RemoveAllChildren();
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
            }
        }

        return stream.ToArray();
    }

    /// <summary>The template with a part put in, or in another's place.</summary>
    public static byte[] With(byte[] template, string part, string content)
    {
        using var stream = new MemoryStream();
        stream.Write(template);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var entry = zip.CreateEntry(part).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return stream.ToArray();
    }
}
