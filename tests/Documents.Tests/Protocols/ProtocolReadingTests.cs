using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Answers;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace Arshjulet.Documents.Tests.Protocols;

/// <summary>A filled-in Excel file is read for what its rows say, and what cannot be read is reported with its place.</summary>
public class ProtocolReadingTests
{
    private const int Services = 1;
    private static readonly byte[] Template = Protocols.Template().Content;

    [Fact]
    public void When_nothing_is_filled_in_then_every_row_is_read_and_says_nothing()
    {
        var read = Protocols.Read(Template)!;
        Assert.True(read.IsTemplate);
        Assert.Empty(read.Faults);
        Assert.Empty(read.OtherSheets);
        Assert.Equal(
            [
                "tjanst-1.kontrast", "tjanst-1.tangentbord", "tjanst-1.atgard", "tjanst-3.kontrast",
                "tjanst-3.tangentbord", "tjanst-3.atgard", "film-1.undertext",
            ],
            read.Rows.Select(r => r.Question.Key));
        Assert.All(read.Rows, r => Assert.Equal((null, null, null), (r.Content.Value, r.Content.Comment, r.Content.Evidence)));
    }

    [Theory]
    [InlineData("Fokus fastnar i kartan.")]
    [InlineData("=1+1")]
    [InlineData("rad 1\nrad 2\n\nrad 4")]
    [InlineData("_x000D_ står så")]
    [InlineData("<b>fet</b> & ]]> \"citat\"")]
    [InlineData("2024-11-05")]
    [InlineData("👩‍👩‍👧‍👦 åäö")]
    public void What_is_saved_comes_back_as_it_was(string comment)
    {
        var kept = AnswerRules.Clean(comment)!;
        var file = Protocols.Template(
            Protocols.Answered("tjanst-3.kontrast", "brister", kept, "https://exempel.se/a?b=c&d"),
            Protocols.Answered("tjanst-1.atgard", "plan"));
        var rows = Protocols.Read(file.Content)!.Rows.ToDictionary(r => r.Question.Key);
        Assert.Equal(
            ("brister", kept, "https://exempel.se/a?b=c&d"),
            (rows["tjanst-3.kontrast"].Content.Value, rows["tjanst-3.kontrast"].Content.Comment, rows["tjanst-3.kontrast"].Content.Evidence));
        Assert.Equal("plan", rows["tjanst-1.atgard"].Content.Value);
    }

    [Theory]
    [InlineData("Helt tillgänglig")]
    [InlineData("  helt   TILLGÄNGLIG ")]
    [InlineData("Helt tillga\u0308nglig")]
    [InlineData("Helt\u00A0tillgänglig")]
    public void A_step_is_known_by_its_words(string words) =>
        Assert.Equal("klarar", Row(FilledIn.Type(Template, Services, "C2", words), "tjanst-1.kontrast").Content.Value);

    [Fact]
    public void When_all_columns_are_sorted_then_rows_are_known_by_their_keys()
    {
        var filled = FilledIn.Type(Template, Services, "C2", "Ej tillämpligt");
        var read = Protocols.Read(FilledIn.Turned(filled, Services))!;
        Assert.Empty(read.Faults);
        Assert.Equal("ej", read.Rows.Single(r => r.Content.Value is not null).Content.Value);
        Assert.Equal("tjanst-1.kontrast", read.Rows.Single(r => r.Content.Value is not null).Question.Key);
    }

    [Fact]
    public void When_only_the_visible_columns_are_sorted_then_no_answer_goes_to_another_criterion()
    {
        var filled = FilledIn.Type(Template, Services, "C2", "Ej tillämpligt");
        var read = Protocols.Read(FilledIn.Turned(filled, Services, "ABCDE"))!;
        Assert.DoesNotContain(read.Rows, r => r.Content.Value is not null);
        Assert.Contains(read.Faults, f => f is { Kind: ProtocolFaultKind.OtherWords, Row: 7 });
    }

    [Fact]
    public void A_word_that_is_no_step_is_reported_with_its_place()
    {
        var fault = Fault(FilledIn.Type(Template, Services, "C3", "Sådär"));
        Assert.Equal(
            (ProtocolFaultKind.NotOnTheScale, "Tjänster- gränssnitt-appar", 3, "Sådär", "tjanst-1.tangentbord"),
            (fault.Kind, fault.Sheet, fault.Row, fault.Said, fault.Question!.Key));
        Assert.Equal(ProtocolFaultKind.NotOnTheScale, Fault(FilledIn.Type(Template, Services, "C4", "Helt tillgänglig")).Kind);
    }

    [Fact]
    public void A_bad_cell_does_not_spoil_the_rows_other_cells()
    {
        var read = Protocols.Read(FilledIn.Type(FilledIn.Type(Template, Services, "C2", "Sådär"), Services, "D2", "En kommentar"))!;
        Assert.Single(read.Faults);
        Assert.Equal((null, "En kommentar"), (read.Rows[0].Content.Value, read.Rows[0].Content.Comment));
    }

    [Theory]
    [InlineData("2024/dos/tjanst-2.kontrast", ProtocolFaultKind.NotAsked)]
    [InlineData("2024/dos/ansvarig", ProtocolFaultKind.NotAsked)]
    [InlineData("2024/dos/finns-inte", ProtocolFaultKind.NotAsked)]
    [InlineData("2023/dos/tjanst-1.kontrast", ProtocolFaultKind.OtherProtocol)]
    [InlineData("2024/ai/tjanst-1.kontrast", ProtocolFaultKind.OtherProtocol)]
    [InlineData("../../etc/passwd", ProtocolFaultKind.OtherProtocol)]
    [InlineData("2024/dos/tjanst-3.kontrast", ProtocolFaultKind.OtherWords)]
    public void A_key_that_is_not_the_rows_is_reported(string key, ProtocolFaultKind kind)
    {
        var read = Protocols.Read(FilledIn.Type(FilledIn.Type(Template, Services, "C2", "Helt tillgänglig"), Services, "F2", key))!;
        Assert.Equal((kind, 2), (read.Faults[0].Kind, read.Faults[0].Row));
        Assert.DoesNotContain(read.Rows, r => r.Content.Value is not null);
    }

    [Fact]
    public void Numbers_and_dates_are_reported_and_not_guessed()
    {
        var number = FilledIn.Put(Template, Services, "D2", c => c.CellValue = new CellValue("45611"));
        Assert.Equal((ProtocolFaultKind.NotText, "Kommentar", "45611"), (Fault(number).Kind, Fault(number).Column!, Fault(number).Said!));
        Assert.Equal(ProtocolFaultKind.NotOnTheScale, Fault(FilledIn.Put(Template, Services, "C2", c => c.CellValue = new CellValue("3"))).Kind);
    }

    [Theory]
    [InlineData("C2")]
    [InlineData("D2")]
    [InlineData("E2")]
    public void A_formula_is_reported_and_its_value_is_not_read(string cell)
    {
        var formula = FilledIn.Put(Template, Services, cell, c =>
        {
            c.CellFormula = new CellFormula("HYPERLINK(\"https://exempel.se\")");
            c.CellValue = new CellValue("Helt tillgänglig");
            c.DataType = CellValues.String;
        });
        Assert.Equal((ProtocolFaultKind.Formula, 2), (Fault(formula).Kind, Fault(formula).Row));
    }

    [Fact]
    public void A_formula_instead_of_a_rows_key_is_reported() =>
        Assert.Equal(ProtocolFaultKind.Formula, Fault(FilledIn.Put(Template, Services, "F2", c => c.CellFormula = new CellFormula("A1"))).Kind);

    [Fact]
    public void A_row_that_comes_twice_counts_once_if_both_say_the_same_and_else_not_at_all()
    {
        var same = Doubled("Helt tillgänglig", "Helt tillgänglig");
        Assert.Empty(same.Faults);
        Assert.Equal("klarar", same.Rows.Single(r => r.Question.Key == "tjanst-1.kontrast").Content.Value);

        var unlike = Doubled("Helt tillgänglig", "Ej tillämpligt");
        Assert.DoesNotContain(unlike.Rows, r => r.Question.Key == "tjanst-1.kontrast");
        Assert.Equal([(ProtocolFaultKind.Twice, 2), (ProtocolFaultKind.Twice, 8)], unlike.Faults.Select(f => (f.Kind, f.Row)));

        static ReadProtocol Doubled(string first, string second) => Protocols.Read(FilledIn.Type(
            FilledIn.Type(FilledIn.Type(Template, Services, "C2", first), Services, "C8", second), Services, "F8", "2024/dos/tjanst-1.kontrast"))!;
    }

    [Fact]
    public void A_row_that_somebody_added_is_reported()
    {
        var fault = Fault(FilledIn.Type(Template, Services, "D9", "Vi har också en app"));
        Assert.Equal((ProtocolFaultKind.NoKey, 9, "Vi har också en app"), (fault.Kind, fault.Row, fault.Said));
    }

    [Fact]
    public void A_column_that_is_gone_is_reported()
    {
        var fault = Fault(FilledIn.Type(Template, Services, "C1", "Mitt betyg"));
        Assert.Equal((ProtocolFaultKind.NoColumn, 1, "Bedömning"), (fault.Kind, fault.Row, fault.Column));
    }

    [Fact]
    public void Rows_above_the_heading_do_not_matter()
    {
        var moved = FilledIn.Change(FilledIn.Type(Template, Services, "C2", "Helt tillgänglig"), Services, (data, _) =>
        {
            foreach (var row in data.Elements<Row>())
            {
                row.RowIndex = row.RowIndex!.Value + 3;
                foreach (var cell in row.Elements<Cell>())
                {
                    cell.CellReference = $"{cell.CellReference!.Value![0]}{row.RowIndex}";
                }
            }
        });
        Assert.Equal("klarar", Row(moved, "tjanst-1.kontrast").Content.Value);
    }

    private static ProtocolRow Row(byte[] file, string question) => Protocols.Read(file)!.Rows.Single(r => r.Question.Key == question);

    private static ProtocolFault Fault(byte[] file) => Assert.Single(Protocols.Read(file)!.Faults);
}
