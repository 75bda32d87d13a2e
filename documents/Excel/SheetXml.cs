using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Documents.Excel;

/// <summary>One sheet's worksheet and table.</summary>
internal sealed class SheetXml(Sheet sheet, int number, SharedStrings strings)
{
    public const string TableId = "rIdTable";
    private const double LineHeight = 15;
    private const int MostLines = 14;

    // Column widths count digits of the default font; running text is a little narrower.
    private const double WidestShare = 0.9;

    // A table without rows makes Excel repair the file, so an empty row is put in.
    private readonly IReadOnlyList<IReadOnlyList<Cell>> _rows = sheet.Rows.Count > 0 ? sheet.Rows : [[ExcelTexts.Nothing]];
    private readonly List<string> _headings = Headings(sheet);

    private string Range => $"A1:{WorkbookFile.ColumnName(sheet.Columns.Count - 1)}{_rows.Count + 1}";

    public Worksheet Worksheet()
    {
        var data = new SheetData(RowOf(0, [.. _headings.Select(h => (Cell)h)], heading: true));
        for (var r = 0; r < _rows.Count; r++)
        {
            data.Append(RowOf(r + 1, _rows[r], heading: false));
        }

        var worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetDimension { Reference = Range },
            new SheetViews(View()),
            new SheetFormatProperties { DefaultRowHeight = 15 },
            new Columns(sheet.Columns.Select((c, i) =>
                new DocumentFormat.OpenXml.Spreadsheet.Column
                {
                    Min = (uint)i + 1,
                    Max = (uint)i + 1,
                    Width = c.Width,
                    CustomWidth = true,
                    Hidden = c.Hidden ? true : null,
                })),
            data,
            new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
            new HeaderFooter(new OddFooter("&L&A&R&P (&N)")),
            new TableParts(new TablePart { Id = TableId }) { Count = 1 });
        if (sheet.Columns.Any(c => c.ListedBy is not null))
        {
            worksheet.InsertAfter(Choices(), data);
        }

        return worksheet;
    }

    /// <summary>The drop-downs. Each cell's list is looked up by the name in its own row, which a sort moves with it.</summary>
    private DataValidations Choices()
    {
        var choices = sheet.Columns.Select((column, i) => (Column: column, Letters: WorkbookFile.ColumnName(i))).Where(c => c.Column.ListedBy is not null)
            .Select(c => new DataValidation(new Formula1($"INDIRECT(${WorkbookFile.ColumnName(c.Column.ListedBy!.Value)}2)"))
            {
                Type = DataValidationValues.List,
                AllowBlank = true,
                ShowErrorMessage = true,
                ErrorTitle = ExcelTexts.ChooseTitle,
                Error = ExcelTexts.ChooseText,
                SequenceOfReferences = new ListValue<StringValue>([$"{c.Letters}2:{c.Letters}{_rows.Count + 1}"]),
            }).ToArray();
        return new DataValidations(choices) { Count = (uint)choices.Length };
    }

    public Table Table() => new(
        new AutoFilter { Reference = Range },
        new TableColumns(_headings.Select((h, i) => new TableColumn { Id = (uint)i + 1, Name = SharedStrings.Escape(h) })) { Count = (uint)_headings.Count },
        new TableStyleInfo { Name = "TableStyleLight1", ShowFirstColumn = false, ShowLastColumn = false, ShowRowStripes = true, ShowColumnStripes = false })
    {
        Id = (uint)number,
        Name = $"Tabell{number}",
        DisplayName = $"Tabell{number}",
        Reference = Range,
        TotalsRowShown = false,
    };

    private static List<string> Headings(Sheet sheet)
    {
        var taken = new List<string>();
        return [.. sheet.Columns.Select(c => SheetNames.UniqueHeading(c.Heading, taken))];
    }

    private SheetView View()
    {
        var frozen = Math.Min(sheet.FrozenColumns, sheet.Columns.Count - 1);
        var pane = new Pane
        {
            VerticalSplit = 1,
            TopLeftCell = $"{WorkbookFile.ColumnName(frozen)}2",
            ActivePane = frozen > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        };
        if (frozen > 0)
        {
            pane.HorizontalSplit = frozen;
        }

        return new SheetView(pane) { WorkbookViewId = 0, TabSelected = number == 1 };
    }

    private Row RowOf(int index, IReadOnlyList<Cell> cells, bool heading)
    {
        var row = new Row { RowIndex = (uint)index + 1 };
        if (LinesOf(heading ? [.. _headings.Select(h => (Cell)h)] : cells) is > 1 and var lines)
        {
            row.Height = Math.Min(lines, MostLines) * LineHeight;
            row.CustomHeight = true;
        }

        for (var c = 0; c < sheet.Columns.Count && c < cells.Count; c++)
        {
            var reference = $"{WorkbookFile.ColumnName(c)}{index + 1}";
            if (cells[c].Number is { } value)
            {
                row.Append(new DocumentFormat.OpenXml.Spreadsheet.Cell
                {
                    CellReference = reference,
                    StyleIndex = SheetStyles.Number,
                    CellValue = new CellValue(value.ToString(CultureInfo.InvariantCulture)),
                });
            }
            else if (cells[c].Text is { Length: > 0 } text)
            {
                row.Append(new DocumentFormat.OpenXml.Spreadsheet.Cell
                {
                    CellReference = reference,
                    DataType = CellValues.SharedString,
                    StyleIndex = heading ? SheetStyles.Heading
                        : sheet.Columns[c].Input ? SheetStyles.Input
                        : LooksLikeFormula(text) ? SheetStyles.QuotedText : SheetStyles.Text,
                    CellValue = new CellValue(strings.IndexOf(text).ToString(CultureInfo.InvariantCulture)),
                });
            }
            else if (sheet.Columns[c].Input)
            {
                row.Append(new DocumentFormat.OpenXml.Spreadsheet.Cell { CellReference = reference, StyleIndex = SheetStyles.Input });
            }
        }

        return row;
    }

    /// <summary>How many lines the row's fullest cell takes. Not every program adjusts the height to wrapped text by itself.</summary>
    private int LinesOf(IReadOnlyList<Cell> cells) => cells.Take(sheet.Columns.Count)
        .Select((c, i) => (c.Text ?? "").Split('\n').Sum(line => 1 + (int)(line.Length * WidestShare / sheet.Columns[i].Width)))
        .DefaultIfEmpty(1).Max();

    /// <summary>Excel does not compute a shared string, but would do so when somebody has opened the cell for editing, unless it is quoted.</summary>
    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\n' or '\r';
}
