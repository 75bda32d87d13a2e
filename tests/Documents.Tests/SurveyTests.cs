using System.Globalization;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>The report shows of the managers' survey what may be shown: together in the review's appendix, by body in the workbook.</summary>
public class SurveyTests
{
    private const string Sheet = "Enkät till chefer";

    [Fact]
    public void When_the_survey_has_closed_then_the_reviews_appendix_shows_all_together()
    {
        var file = Made.Of(DocumentKind.Review, ManagersSurvey.Report());

        Assert.Contains((1, "Enkät till chefer 2024"), Opened.Headings(file));
        var text = Opened.AllText(file);
        Assert.Contains("52 chefer svarade", text, StringComparison.Ordinal);
        Assert.Contains([ManagersSurvey.Text, "38\u00A0(73\u00A0%)", "0\u00A0(0\u00A0%)", "14\u00A0(27\u00A0%)", "52"], Opened.Rows(file));
        Assert.Contains("färre än fem svar", text, StringComparison.Ordinal);
        Assert.True(Opened.Word(file, main => main.Document!.Descendants<DocumentFormat.OpenXml.Wordprocessing.Table>()
            .Single(t => t.InnerText.Contains(ManagersSurvey.Text, StringComparison.Ordinal)).Elements<TableRow>().First().Descendants<TableHeader>().Any()));
        Assert.Empty(Opened.Faults(file));
    }

    [Fact]
    public void When_groups_are_small_then_the_workbook_says_that_they_are_not_shown()
    {
        var file = Made.Of(DocumentKind.Workbook, ManagersSurvey.Report());

        var rows = Rows(file);
        Assert.All(
            ["Nämnden för förskola", "Nämnden för grundskola"],
            body => Assert.Contains(rows, r => r[0] == body && r[1] == "information" && r.Contains("visas inte")));
        Assert.Contains(["Nämnden för fritid", "information", ManagersSurvey.Text, "Ja, fullständig", "20", "30", "67"], rows);
        Assert.Contains(["Små tillsammans", "information", ManagersSurvey.Text, "Nej", "3", "12", "25"], rows);
        Assert.Contains(["Övriga, som inte visas var för sig", "information", ManagersSurvey.Text, "Ja, fullständig", "9", "10", "90"], rows);
        Assert.Empty(Opened.Faults(file));
    }

    [Fact]
    public void When_the_survey_is_open_then_neither_says_anything_of_it()
    {
        var input = ManagersSurvey.Report(closed: false);

        Assert.DoesNotContain("chefer", Opened.AllText(Made.Of(DocumentKind.Review, input)), StringComparison.Ordinal);
        using var book = Open(Made.Of(DocumentKind.Workbook, input));
        Assert.DoesNotContain(book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>(), s => s.Name == Sheet);
        Assert.All(
            input.Compilation.Figures.Where(f => f.Name.StartsWith("chefsenkat.", StringComparison.Ordinal)),
            f => Assert.Equal("(uppgift saknas)", f.Text));
    }

    private static SpreadsheetDocument Open(DocumentFile file) => SpreadsheetDocument.Open(new MemoryStream(file.Content), false);

    /// <summary>The cells of each row of the survey's sheet.</summary>
    private static string[][] Rows(DocumentFile file)
    {
        using var book = Open(file);
        var workbook = book.WorkbookPart!;
        var shared = workbook.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(s => s.InnerText).ToArray();
        var sheet = (WorksheetPart)workbook.GetPartById(workbook.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == Sheet).Id!.Value!);
        return [.. sheet.Worksheet!.Descendants<Row>().Select(r => r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(TextOf).ToArray())];

        string TextOf(DocumentFormat.OpenXml.Spreadsheet.Cell cell) => cell.DataType?.Value == CellValues.SharedString
            ? shared[int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)]
            : cell.CellValue?.Text ?? "";
    }
}
