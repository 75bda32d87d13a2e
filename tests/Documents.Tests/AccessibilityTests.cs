using System.Globalization;
using Arshjulet.Documents.Charts;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>A document meets what clause 10 of EN 301 549 asks of it, as far as a machine can see.</summary>
public class AccessibilityTests
{
    public static TheoryData<DocumentKind> WordParts() =>
        [.. Enum.GetValues<DocumentKind>().Where(p => p is not (DocumentKind.Workbook or DocumentKind.Figures))];

    private static DocumentFile Make(DocumentKind part) => Made.Of(part, Exempelstad.Report());

    [Theory, MemberData(nameof(WordParts))]
    public void The_language_is_Swedish(DocumentKind part) => Opened.Word(Make(part), main =>
    {
        Assert.Equal("sv-SE", main.StyleDefinitionsPart!.Styles!.Descendants<Languages>().First().Val!.Value);
        Assert.Equal("sv-SE", main.DocumentSettingsPart!.Settings!.Descendants<ThemeFontLanguages>().Single().Val!.Value);
        return true;
    });

    [Theory, MemberData(nameof(WordParts))]
    public void The_title_is_a_property_and_the_dates_are_the_matters_own(DocumentKind part)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(Make(part).Content), false);
        Assert.Contains("2024", word.PackageProperties.Title + Exempelstad.Year, StringComparison.Ordinal);
        var title = word.MainDocumentPart!.Document!.Descendants<Paragraph>().First(p => p.ParagraphProperties?.ParagraphStyleId?.Val == "Title");
        Assert.Equal(title.InnerText, word.PackageProperties.Title);
        Assert.Equal(new DateTime(2025, 3, 24, 0, 0, 0, DateTimeKind.Utc), word.PackageProperties.Created!.Value.ToUniversalTime());
    }

    [Theory, MemberData(nameof(WordParts))]
    public void Headings_begin_at_one_and_skip_no_level(DocumentKind part)
    {
        var levels = Opened.Headings(Make(part)).Select(h => h.Level).Prepend(0).ToArray();
        Assert.True(levels.Length > 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 1, pair.First + 1));
    }

    [Theory, MemberData(nameof(WordParts))]
    public void Tables_have_a_marked_heading_row_and_no_merged_cells(DocumentKind part) => Opened.Word(Make(part), main =>
    {
        Assert.All(main.Document!.Descendants<Table>(), table =>
        {
            var rows = table.Elements<TableRow>().ToArray();
            Assert.NotNull(rows[0].TableRowProperties!.GetFirstChild<TableHeader>());
            Assert.All(rows.Skip(1), r => Assert.Null(r.TableRowProperties!.GetFirstChild<TableHeader>()));
            Assert.All(rows, r => Assert.Equal(table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Count(), r.Elements<TableCell>().Count()));
            Assert.Empty(table.Descendants<GridSpan>());
            Assert.Empty(table.Descendants<VerticalMerge>());
            Assert.All(rows[0].Elements<TableCell>(), c => Assert.NotEqual("", c.InnerText));
        });
        return true;
    });

    [Theory, MemberData(nameof(WordParts))]
    public void Tables_fit_the_page(DocumentKind part) => Opened.Word(Make(part), main =>
    {
        var page = main.Document!.Descendants<SectionProperties>().Single();
        var margins = page.GetFirstChild<PageMargin>()!;
        var room = page.GetFirstChild<PageSize>()!.Width!.Value - margins.Left!.Value - margins.Right!.Value;
        var widths = main.Document!.Descendants<TableGrid>()
            .Select(g => g.Elements<GridColumn>().Sum(c => int.Parse(c.Width!.Value!, CultureInfo.InvariantCulture)));
        Assert.All(widths, width => Assert.InRange(width, 1000, (int)room));
        return true;
    });

    [Theory, MemberData(nameof(WordParts))]
    public void Spacing_is_in_the_styles_and_not_in_empty_paragraphs(DocumentKind part) => Assert.All(
        Opened.Word(Make(part), main => main.Document!.Body!.Elements<Paragraph>().SkipLast(1).Select(SizeOf).ToArray()),
        size => Assert.NotEqual(0, size));

    [Theory, MemberData(nameof(WordParts))]
    public void Charts_say_their_numbers_in_words_and_can_be_edited(DocumentKind part) => Opened.Word(Make(part), main =>
    {
        var texts = main.Document!.Descendants<DocProperties>().Select(d => d.Description!.Value!).ToArray();
        var charts = main.ChartParts.OrderBy(c => c.Uri.ToString(), StringComparer.Ordinal).ToArray();
        Assert.Equal(charts.Length, texts.Length);
        Assert.All(charts.Zip(texts), told =>
        {
            var (chart, text) = told;
            var values = chart.ChartSpace!.Descendants<Values>().SelectMany(v => v.Descendants<NumericPoint>()).Select(p => p.InnerText).ToArray();
            Assert.NotEmpty(values);
            Assert.All(values, v => Assert.Contains($"{v}\u00A0%", text, StringComparison.Ordinal));
            Assert.Equal(values.Length, text.Split("\u00A0%").Length - 1);
            var labels = chart.ChartSpace!.Descendants<BarChartSeries>().Select(s => s.GetFirstChild<DataLabels>()!.GetFirstChild<ShowValue>()!);
            Assert.All(labels, shown => Assert.True(shown.Val!.Value));
            Assert.Equal(values, EmbeddedNumbers(chart));
        });
        return true;
    });

    [Fact]
    public void The_report_has_a_native_chart_of_the_two_years() => Opened.Word(Make(DocumentKind.Report), main =>
    {
        var series = main.ChartParts.Single().ChartSpace!.Descendants<BarChartSeries>().Select(s => s.GetFirstChild<SeriesText>()!.InnerText).ToArray();
        Assert.Equal(2, series.Length);
        Assert.Contains(
            "Tillfredsställande: 2015 65\u00A0% (284 av 437), 2024 89\u00A0% (389 av 437).",
            main.Document!.Descendants<DocProperties>().Single().Description!.Value!,
            StringComparison.Ordinal);
        return true;
    });

    [Fact]
    public void Colours_stand_out_from_the_page() => Assert.All(
        Enum.GetValues<SeriesLook>(), look => Assert.True(Contrast(Palette.Of(look).Colour, Palette.Page) >= 4.5, $"{look} is too pale."));

    [Fact]
    public void Looks_that_are_side_by_side_differ_in_more_than_colour()
    {
        SeriesLook[] scale = [SeriesLook.Good, SeriesLook.Improve, SeriesLook.Urgent, SeriesLook.NotApplicable];
        Assert.Equal(scale.Length, scale.Select(l => Palette.Of(l).Pattern).Distinct().Count());
        Assert.NotEqual(Palette.Of(SeriesLook.Earlier).Pattern, Palette.Of(SeriesLook.Current).Pattern);
    }

    /// <summary>Letters and pictures.</summary>
    private static int SizeOf(Paragraph paragraph) => paragraph.InnerText.Length + paragraph.Descendants<Drawing>().Count();

    /// <summary>The numbers of the workbook behind a chart, column by column.</summary>
    private static string[] EmbeddedNumbers(ChartPart chart)
    {
        using var stream = chart.EmbeddedPackagePart!.GetStream();
        using var book = SpreadsheetDocument.Open(stream, false);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()
            .Where(c => c.DataType is null).GroupBy(c => c.CellReference!.Value![0]).OrderBy(g => g.Key).SelectMany(g => g.Select(c => c.CellValue!.Text))];
    }

    private static double Contrast(string a, string b)
    {
        double[] light = [.. new[] { Luminance(a), Luminance(b) }.Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    /// <summary>Relative luminance by WCAG.</summary>
    private static double Luminance(string hex)
    {
        double[] c = [.. Convert.FromHexString(hex).Select(v => v / 255.0).Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];
        return (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]);
    }
}
