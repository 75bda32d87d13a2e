using System.Globalization;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>An appendix shows every answer of its form, and says what is missing, constructed or not kept.</summary>
public class AppendixTests
{
    [Fact]
    public void Two_reviews_have_an_appendix_each()
    {
        var report = Exempelstad.Report();
        var input = report with { Appendices = [.. report.Appendices, new Appendix(6, DocumentKind.Review, "ai", "Självskattningar AI")] };

        var reviews = ReportDocuments.Of(input).Where(d => d.Kind == DocumentKind.Review).Select(d => ReportDocuments.Create(d, input)).ToArray();

        Assert.Equal(
            ["Bilaga 5 Självskattningar felaktig tillgång till information och lokaler.docx", "Bilaga 6 Självskattningar AI.docx"],
            reviews.Select(r => r.Name));
        Assert.DoesNotContain("Lokaler: Rutinerna är kända", Opened.AllText(reviews[1]), StringComparison.Ordinal);
        Assert.Empty(Opened.Faults(reviews[1]));
    }

    [Fact]
    public void Documents_come_in_the_order_of_their_numbers_with_the_figures_last() =>
        Assert.Equal(
            [null, 1, 2, 3, 4, 5, null, null],
            ReportDocuments.Of(Exempelstad.Report() with { Appendices = [.. Exempelstad.Report().Appendices.Reverse()] }).Select(d => d.Appendix));

    private static string Text(DocumentKind part, ReportInput? input = null) => Opened.AllText(Made.Of(part, input ?? Exempelstad.Report()));

    private static IReadOnlyList<string[]> Rows(DocumentKind part) => Opened.Rows(Made.Of(part, Exempelstad.Report()));

    [Fact]
    public void Files_are_named_by_their_number_and_name() =>
        Assert.Equal(
            [
                "Bilaga 1 Sammanställning självskattningar intern kontroll 2024.docx", "Bilaga 2 Sammanställning självskattningar intern kontroll 2023.docx",
                "Bilaga 3 Självskattningar intern kontroll övergripande 2015 och 2024.docx", "Bilaga 4 Mognadstrappa.docx",
                "Bilaga 5 Självskattningar felaktig tillgång till information och lokaler.docx",
            ],
            Enum.GetValues<DocumentKind>().Skip(1).Take(5).Select(p => Made.Of(p, Exempelstad.Report()).Name));

    [Fact]
    public void The_self_assessment_counts_every_step_in_all() =>
        Assert.Contains(
            ["Samtliga kategorier", "389\u00A0(89\u00A0%)", "39\u00A0(9\u00A0%)", "1\u00A0(0\u00A0%)", "8\u00A0(2\u00A0%)", "437"],
            Rows(DocumentKind.SelfAssessment));

    [Fact]
    public void The_self_assessment_names_who_is_missing_exempt_and_late()
    {
        var text = Text(DocumentKind.SelfAssessment);
        Assert.Contains("23 av 25 tillfrågade", text, StringComparison.Ordinal);
        Assert.Contains("Svar saknas från: Kommunstyrelsen.", text, StringComparison.Ordinal);
        Assert.Contains("Behöver inte svara och har inte svarat: Revisorskollegiet (granskar de övriga).", text, StringComparison.Ordinal);
        Assert.Contains("Svarade efter sista svarsdag: Nämnden för gymnasium.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void When_a_body_is_missing_then_it_is_named_and_not_counted()
    {
        var input = Exempelstad.Report(Exempelstad.Input(s => s.Body != "b9"));
        var text = Text(DocumentKind.SelfAssessment, input);
        Assert.Contains("Svar saknas från: Kommunstyrelsen och Nämnden för kultur.", text, StringComparison.Ordinal);
        Assert.Contains("418", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DocumentKind.SelfAssessment)]
    [InlineData(DocumentKind.SelfAssessmentOverYears)]
    [InlineData(DocumentKind.MaturityLadder)]
    [InlineData(DocumentKind.Review)]
    public void When_nobody_has_answered_then_the_appendix_says_so(DocumentKind part) =>
        Assert.Contains("Inga svar har lämnats in", Text(part, Exempelstad.Report(Exempelstad.Input(_ => false))), StringComparison.Ordinal);

    [Fact]
    public void The_year_before_comes_from_its_history_and_says_that_it_is_constructed()
    {
        var text = Text(DocumentKind.SelfAssessmentBefore);
        Assert.Contains("380\u00A0(87\u00A0%)", text, StringComparison.Ordinal);
        Assert.Contains("Siffrorna för 2023 innehåller konstruerade exempelvärden. Antalen är påhittade.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_year_before_is_not_kept_then_the_appendix_says_so() =>
        Assert.Contains(
            "Resultatet för 2023 finns inte bevarat",
            Text(DocumentKind.SelfAssessmentBefore, Exempelstad.Report(Exempelstad.Input(history: []))),
            StringComparison.Ordinal);

    [Fact]
    public void When_only_the_total_is_kept_then_the_appendix_says_so()
    {
        var history = Histories.Before with { Questions = new Dictionary<string, Model.Figures.Distribution>() };
        Assert.Contains(
            "bara det samlade resultatet känt",
            Text(DocumentKind.SelfAssessmentBefore, Exempelstad.Report(Exempelstad.Input(history: [history]))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_over_years_gives_the_change_in_percentage_points()
    {
        var text = Text(DocumentKind.SelfAssessmentOverYears);
        Assert.Contains("ökade från 65\u00A0procent 2015 till 89\u00A0procent 2024", text, StringComparison.Ordinal);
        var rows = Rows(DocumentKind.SelfAssessmentOverYears);
        Assert.Contains(["Förbättringsområde", "135\u00A0(31\u00A0%)", "39\u00A0(9\u00A0%)", "\u221222"], rows);
        Assert.Contains(["Behöver ses över omgående", "13\u00A0(3\u00A0%)", "1\u00A0(0\u00A0%)", "\u22123"], rows);
    }

    /// <summary>A bold letter of 9.5 points is about 115 twips wide.</summary>
    [Fact]
    public void The_table_over_years_has_room_for_every_word_of_its_headings()
    {
        var file = Made.Of(DocumentKind.SelfAssessmentOverYears, Exempelstad.Report(Exempelstad.Input()));
        var columns = Opened.Word(file, main => main.Document!.Descendants<Table>().SelectMany(t => Widths(t).Zip(LongestWords(t))).ToArray());
        Assert.All(columns, c => Assert.True(c.First >= c.Second.Length * 115, $"{c.Second}: {c.First} twips"));

        static IEnumerable<int> Widths(Table table) =>
            table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Select(c => int.Parse(c.Width!.Value!, CultureInfo.InvariantCulture));

        static IEnumerable<string> LongestWords(Table table) =>
            table.Elements<TableRow>().First().Elements<TableCell>().Select(c => c.InnerText.Split(' ', '-').MaxBy(w => w.Length)!);
    }

    [Fact]
    public void A_ladder_says_how_many_are_on_the_first_two_steps() =>
        Assert.Contains(
            "18 av 23 nämnder och bolag (78\u00A0procent) placerar sig på de två första stegen, ”Nybörjare” och ”Utforskare”.",
            Text(DocumentKind.MaturityLadder),
            StringComparison.Ordinal);

    [Fact]
    public void A_review_gives_the_spans_of_both_years_and_who_must_act_at_once()
    {
        var text = Text(DocumentKind.Review);
        Assert.Contains("Ja, tillfredsställande: 65–78\u00A0procent", text, StringComparison.Ordinal);
        Assert.Contains("Ja, tillfredsställande: 41–71\u00A0procent", text, StringComparison.Ordinal);
        Assert.Contains("5. Lokaler: Rutinerna är kända – Bolaget Minc AB", text, StringComparison.Ordinal);
    }
}
