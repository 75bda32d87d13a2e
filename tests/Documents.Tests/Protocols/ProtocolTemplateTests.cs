using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace Arshjulet.Documents.Tests.Protocols;

/// <summary>The Excel template can be filled in, sorted and sent back without an answer going to another question.</summary>
public class ProtocolTemplateTests
{
    [Fact]
    public void When_the_template_is_made_then_it_is_valid_and_named_and_in_Swedish()
    {
        var file = Protocols.Template(Protocols.Answered("tjanst-1.kontrast", "brister", "=SUMMA(A1)", "https://exempel.se/rapport"));

        Assert.Empty(Opened.Faults(file));
        Assert.Equal("Testprotokoll Digital offentlig service 2024, Kulturnämnden.xlsx", file.Name);
        using var book = SpreadsheetDocument.Open(new MemoryStream(file.Content), false);
        Assert.Equal(("Testprotokoll Digital offentlig service 2024, Kulturnämnden", "sv-SE"), (book.PackageProperties.Title, book.PackageProperties.Language));
    }

    [Fact]
    public void When_the_template_is_made_twice_then_the_bytes_are_the_same() => Assert.Equal(Protocols.Template().Content, Protocols.Template().Content);

    [Fact]
    public void Each_section_with_items_is_a_sheet_and_the_lists_are_out_of_sight() => Read(b => Assert.Equal(
        [("Läs mig", null), ("Tjänster- gränssnitt-appar", null), ("Filmer", null), ("Listor", "hidden")],
        b.Workbook!.Sheets!.Elements<Sheet>().Select(s => (s.Name!.Value!, s.State?.InnerText))));

    [Fact]
    public void Keys_are_out_of_sight_in_the_table_that_is_sorted() => Read(b =>
    {
        var sheet = Services(b);
        Assert.Equal([6u, 7u], sheet.Worksheet!.Descendants<Column>().Where(c => c.Hidden?.Value == true).Select(c => c.Min!.Value));
        Assert.Equal("A1:G7", sheet.TableDefinitionParts.Single().Table!.AutoFilter!.Reference!.Value);
        Assert.Equal(PaneStateValues.Frozen, sheet.Worksheet.Descendants<Pane>().Single().State!.Value);
    });

    [Fact]
    public void Outcomes_are_chosen_from_the_list_that_the_row_names() => Read(b =>
    {
        var choice = Services(b).Worksheet!.Descendants<DataValidation>().Single();
        Assert.Equal(("C2:C7", "INDIRECT($G2)", true), (choice.SequenceOfReferences!.InnerText, choice.Formula1!.Text, choice.ShowErrorMessage!.Value));
        var names = b.Workbook!.DefinedNames!.Elements<DefinedName>()
            .Where(n => n.Name!.Value!.StartsWith("Skala_", StringComparison.Ordinal))
            .ToDictionary(n => n.Name!.Value!, n => n.Text);
        Assert.Equal(("'Listor'!$A$2:$A$3", "'Listor'!$B$2:$B$4"), (names["Skala_1"], names["Skala_2"]));
    });

    [Fact]
    public void What_is_typed_stays_text() => Read(b =>
    {
        var formats = b.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToArray();
        var typed = Services(b).Worksheet!.Descendants<Cell>().Where(c => c.CellReference!.Value is "C2" or "D2" or "E2").ToArray();
        Assert.Equal(3, typed.Length);
        Assert.All(typed, c => Assert.Equal(49u, formats[c.StyleIndex!.Value].NumberFormatId!.Value));
    });

    private static WorksheetPart Services(WorkbookPart book) =>
        (WorksheetPart)book.GetPartById(book.Workbook!.Sheets!.Elements<Sheet>().ElementAt(1).Id!.Value!);

    private static void Read(Action<WorkbookPart> read)
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(Protocols.Template().Content), false);
        read(book.WorkbookPart!);
    }
}
