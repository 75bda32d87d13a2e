using System.Globalization;
using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;
using SheetNames = Arshjulet.Documents.Excel.SheetNames;

namespace Arshjulet.Documents.Tests;

/// <summary>The workbook holds every answer in sheets that Excel opens, sorts and calculates with.</summary>
public class WorkbookTests
{
    private static readonly DocumentFile Book = Made.Of(DocumentKind.Workbook, Exempelstad.Report());

    [Fact]
    public void Sheets_are_named_as_the_reader_would_look() => Assert.Equal(
        [
            "Läs mig", "Nyckeltal", "God intern kontroll", "AI-relaterade risker", "Felaktig tillgång till informa…",
            "Svar per nämnd", "Kommentarer", "Underlag", "Tidigare år",
        ],
        Read(b => b.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value!).ToArray()));

    [Fact]
    public void Shares_are_numbers_that_can_be_calculated_with()
    {
        var rows = Rows("Nyckeltal");
        Assert.Equal(["Namn", "Text", "Antal", "Antal svar (n)", "Andel (procent)"], rows[0]);
        Assert.Contains(rows, r => r.SequenceEqual(["god-intern-kontroll.tillfredsstallande", "89\u00A0procent", "#389", "#437", "#89"]));
    }

    [Fact]
    public void Texts_that_look_like_formulas_are_texts() => Read(b =>
    {
        Assert.Empty(b.WorksheetParts.SelectMany(w => w.Worksheet!.Descendants<CellFormula>()));
        var row = Rows("Kommentarer").First(r => r.Contains("=SUMMA(A1) är ingen formel"));
        Assert.Equal("God intern kontroll", row[1]);
        return true;
    });

    [Fact]
    public void The_row_of_a_missing_body_says_that_it_is_missing()
    {
        var rows = Rows("Underlag");
        Assert.Contains(rows, r => r[0] == "Kommunstyrelsen" && r[2] == "Saknas");
        Assert.Contains(rows, r => r[0] == "Nämnden för gymnasium" && r[2] == "Sent" && r[5] == "2024-11-21 § 112, N-2024-5" && r[6].Length == 64);
    }

    [Fact]
    public void The_answers_have_a_column_for_each_body()
    {
        var rows = Rows("Svar per nämnd");
        Assert.Equal(4 + 25, rows[0].Count);
        Assert.Contains(rows, r => r.Contains("På vilket steg befinner ni er?") && r.Contains("Utforskare"));
    }

    [Fact]
    public void Every_sheet_is_a_table_with_a_frozen_heading() => Read(b =>
    {
        Assert.All(b.WorksheetParts, w =>
        {
            Assert.Single(w.TableDefinitionParts);
            Assert.Equal(PaneStateValues.Frozen, w.Worksheet!.Descendants<Pane>().Single().State!.Value);
        });
        return true;
    });

    [Theory]
    [InlineData("a/b:c", "a-b-c")]
    [InlineData("'citerad'", "citerad")]
    [InlineData("", "Blad")]
    public void Sheet_names_are_such_that_Excel_takes_them(string name, string expected) => Assert.Equal(expected, SheetNames.Unique(name, []));

    [Fact]
    public void Sheet_names_differ_whatever_their_case()
    {
        var taken = new List<string>();
        string[] wanted = ["Årets form", "årets FORM", new('x', 40), new('x', 41)];
        string[] names = [.. wanted.Select(name => SheetNames.Unique(name, taken))];
        Assert.Equal(["Årets form", "årets FORM (2)"], names[..2]);
        Assert.Equal(4, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.InRange(n.Length, 1, 31));
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Columns_are_named_as_in_Excel(int index, string expected) => Assert.Equal(expected, WorkbookFile.ColumnName(index));

    private static T Read<T>(Func<WorkbookPart, T> read)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(Book.Content), false);
        return read(book.WorkbookPart!);
    }

    /// <summary>A sheet's cells as texts; numbers with # in front.</summary>
    private static IReadOnlyList<string>[] Rows(string sheet) => Read(b =>
    {
        var strings = b.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(s => s.InnerText).ToArray();
        var id = b.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Single(s => s.Name == sheet).Id!.Value!;
        return ((WorksheetPart)b.GetPartById(id)).Worksheet!.Descendants<Row>()
            .Select(r => (IReadOnlyList<string>)[.. r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>()
                .Select(c => c.DataType is null ? $"#{c.CellValue!.Text}" : strings[int.Parse(c.CellValue!.Text, CultureInfo.InvariantCulture)])])
            .ToArray();
    });
}
