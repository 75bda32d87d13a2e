using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Arshjulet.Documents.Excel;

/// <summary>Sheets as an .xlsx file.</summary>
internal static class WorkbookFile
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Main = "xl/workbook.xml";

    public static byte[] Bytes(IReadOnlyList<Sheet> sheets, DocumentProperties properties)
    {
        var package = new OpcPackage();
        var strings = new SharedStrings();
        var names = new List<string>();
        package.Relate("", "rId1", $"{Office}/officeDocument", Main);
        var parts = sheets.Select((s, i) => (Sheet: s, Number: i + 1, Name: SheetNames.Unique(s.Name, names))).ToArray();
        package.Add(Main, $"{Type}.sheet.main+xml", WorkbookOf(parts));
        foreach (var (sheet, number, _) in parts)
        {
            var xml = new SheetXml(sheet, number, strings);
            package.Add($"xl/worksheets/sheet{number}.xml", $"{Type}.worksheet+xml", xml.Worksheet());
            package.Relate(Main, $"rIdSheet{number}", $"{Office}/worksheet", $"worksheets/sheet{number}.xml");
            package.Add($"xl/tables/table{number}.xml", $"{Type}.table+xml", xml.Table());
            package.Relate($"xl/worksheets/sheet{number}.xml", SheetXml.TableId, $"{Office}/table", $"../tables/table{number}.xml");
        }

        package.Add("xl/styles.xml", $"{Type}.styles+xml", SheetStyles.Root());
        package.Relate(Main, "rIdStyles", $"{Office}/styles", "styles.xml");
        package.Add("xl/sharedStrings.xml", $"{Type}.sharedStrings+xml", strings.Root());
        package.Relate(Main, "rIdStrings", $"{Office}/sharedStrings", "sharedStrings.xml");
        properties.AddTo(package);
        return package.ToBytes();
    }

    /// <summary>A column's letters, counted from 0: A, Z, AA.</summary>
    public static string ColumnName(int index) =>
        index < 26 ? $"{(char)('A' + index)}" : ColumnName((index / 26) - 1) + (char)('A' + (index % 26));

    private static Workbook WorkbookOf(IReadOnlyList<(Sheet Sheet, int Number, string Name)> sheets) => new(
        new BookViews(new WorkbookView { ActiveTab = 0 }),
        new Sheets(sheets.Select(s => new DocumentFormat.OpenXml.Spreadsheet.Sheet
        {
            Name = s.Name,
            SheetId = (uint)s.Number,
            Id = $"rIdSheet{s.Number}",
            State = s.Sheet.Hidden ? SheetStateValues.Hidden : null,
        })),
        new DefinedNames(
            sheets.Select((s, i) => new DefinedName($"{Quoted(s.Name)}!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i })
                .Concat(sheets.SelectMany(s => s.Sheet.Lists.Select((name, i) => new DefinedName(RangeOf(s.Sheet, s.Name, i)) { Name = name })))));

    /// <summary>The cells under a column's heading that have something in them.</summary>
    private static string RangeOf(Sheet sheet, string name, int column) =>
        $"{Quoted(name)}!${ColumnName(column)}$2:${ColumnName(column)}${1 + sheet.Rows.Count(r => r[column].Text is { Length: > 0 })}";

    private static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
