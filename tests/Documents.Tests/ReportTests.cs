using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Years;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>The report has the office's sections, proposals, meetings and recipients in their order, with the compilation's figures.</summary>
public class ReportTests
{
    private static DocumentFile Make(Func<ReportInput, ReportInput>? change = null) =>
        Made.Of(DocumentKind.Report, (change ?? (i => i))(Exempelstad.Report()));

    [Fact]
    public void Sections_come_in_the_order_given_with_their_levels()
    {
        var expected = Sections.All.Select(s => (s.Level, s.Heading)).ToList();
        expected.Insert(expected.FindIndex(e => e.Heading.StartsWith("Granskning AI", StringComparison.Ordinal)) + 1, (4, "Varför blev det så?"));
        Assert.Equal(expected, Opened.Headings(Make()));
    }

    [Fact]
    public void When_sections_skip_levels_then_the_headings_do_not()
    {
        int[] levels = [3, 1, 4, 4, 2, 9, 1];
        var file = Make(i => i with { Sections = [.. levels.Select(l => new ReportSection($"Rubrik {l}", l, ReportSectionKind.Text, "##### Inuti"))] });
        var given = Opened.Headings(file).Select(h => h.Level).ToArray();
        Assert.Equal(1, given[0]);
        Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Decisions_are_grouped_by_who_decides_and_numbered_through()
    {
        var paragraphs = Opened.Word(Make(), main => main.Document!.Body!.Elements<Paragraph>()
            .SkipWhile(p => p.InnerText != "Förslag till beslut").Skip(1).TakeWhile(p => p.InnerText != "Beslutsunderlag")
            .Select(p => (p.InnerText, List: p.ParagraphProperties?.NumberingProperties?.NumberingId?.Val?.Value)).ToArray());
        Assert.Equal("Kommunstyrelsen föreslår kommunfullmäktige besluta", paragraphs[0].InnerText);
        Assert.Equal(
            "Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen för egen del besluta, " +
            "under förutsättning av att kommunfullmäktige beslutar enligt förslaget",
            paragraphs[2].InnerText);
        Assert.Equal(Sections.Proposals.Select(p => p.Text), paragraphs.Where(p => p.List is not null).Select(p => p.InnerText));
        Assert.Single(paragraphs.Where(p => p.List is not null).Select(p => p.List).Distinct());
    }

    [Fact]
    public void The_lead_of_an_unconditional_decision_has_no_condition() =>
        Assert.Equal("Kontoret föreslår kommunstyrelsen besluta", DecisionList.Lead(new Proposal(Decider.Ks, "Kontoret", false, "…")));

    [Fact]
    public void The_list_of_documents_names_the_report_and_every_appendix()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        var at = text.IndexOf("Beslutsunderlag");
        Assert.Equal("G-Tjänsteskrivelse KSAU 250324 Uppföljning av intern kontroll 2024", text[at + 1]);
        Assert.Equal("Bilaga 5 Självskattningar felaktig tillgång till information och lokaler", text[at + 6]);
    }

    [Fact]
    public void The_planning_has_the_three_meetings_with_ISO_dates()
    {
        string[][] meetings =
        [
            ["Instans", "Datum"],
            ["Kommunstyrelsens arbetsutskott", "2025-03-24"],
            ["Kommunstyrelsen", "2025-04-02"],
            ["Kommunfullmäktige", "2025-05-22"],
        ];
        Assert.Equal(meetings, Opened.Rows(Make()).Take(meetings.Length));
    }

    [Fact]
    public void Recipients_come_in_their_order()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        Assert.Equal(Exempelstad.Report().Recipients, text.Skip(text.IndexOf("Beslutet skickas till") + 1).Take(24));
    }

    [Fact]
    public void The_figures_of_the_self_assessment_come_after_its_section()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        var caption = text.FindIndex(t => t.StartsWith("Tabell\u00A01. Självskattningar 2015 och 2024", StringComparison.Ordinal));
        Assert.InRange(caption, text.IndexOf("God intern kontroll – självskattningar"), text.IndexOf("Kommungemensamma granskningar 2024"));
        Assert.Contains(["Tillfredsställande", "284\u00A0(65\u00A0%)", "389\u00A0(89\u00A0%)", "+24"], Opened.Rows(Make()));
    }

    [Fact]
    public void When_a_share_is_rounded_to_zero_then_the_report_says_how_many_it_hides() =>
        Assert.Contains(
            "2024: ”Behöver ses över omgående” är avrundat till 0\u00A0procent, men är inte noll. Det gäller ett av 437 svar.",
            Opened.AllText(Make()), StringComparison.Ordinal);

    [Fact]
    public void When_earlier_figures_are_constructed_then_the_report_says_so() =>
        Assert.Contains("Siffrorna för 2015 innehåller konstruerade exempelvärden. Andelarna är kända.", Opened.AllText(Make()), StringComparison.Ordinal);

    [Fact]
    public void The_head_leaves_out_a_diary_number_that_is_not_known()
    {
        Assert.Contains(Opened.Paragraphs(Make()), p => p.Text.Contains("STK-2024-1", StringComparison.Ordinal));
        Assert.DoesNotContain(Opened.Paragraphs(Make(i => i with { DiaryNumber = null })), p => p.Text.StartsWith("Diarienummer", StringComparison.Ordinal));
    }

    [Fact]
    public void The_footer_names_the_compilation()
    {
        var footer = Opened.Word(Make(), main => main.FooterParts.Single().Footer!.InnerText);
        Assert.StartsWith($"Underlag: {Exempelstad.Report().Compilation.Fingerprint[..16]}", footer, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbered_lists_begin_anew()
    {
        var lists = Opened.Word(Make(), main => main.Document!.Body!.Elements<Paragraph>()
            .Where(p => p.InnerText is "Kunskapen är ojämn." or "Listan börjar om.")
            .Select(p => p.ParagraphProperties!.NumberingProperties!.NumberingId!.Val!.Value).ToArray());
        Assert.Equal(2, lists.Distinct().Count());
    }

    [Fact]
    public void When_the_year_has_no_self_assessment_section_then_no_figures_are_forced_in() =>
        Assert.DoesNotContain(
            "Tabell",
            Opened.AllText(Make(i => i with { Sections = [new("Ärendet", 1, ReportSectionKind.Text, "Text.")] })),
            StringComparison.Ordinal);
}
