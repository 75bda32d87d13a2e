using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Years;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

public class ReportTests
{
    private static DocumentFile Make(Func<ReportInput, ReportInput>? change = null) =>
        ReportDocuments.Create(ReportPart.Report, (change ?? (i => i))(Exempelstad.Report()));

    [Fact]
    public void Sections_StandInTheOrderGiven_WithTheirLevels()
    {
        var expected = Sections.All.Select(s => (s.Level, s.Heading)).ToList();
        expected.Insert(expected.FindIndex(e => e.Heading.StartsWith("Granskning AI", StringComparison.Ordinal)) + 1, (4, "Varför blev det så?"));
        Assert.Equal(expected, Opened.Headings(Make()));
    }

    [Fact]
    public void WhenSectionsSkipLevels_ThenTheHeadingsDoNot()
    {
        int[] levels = [3, 1, 4, 4, 2, 9, 1];
        var file = Make(i => i with { Sections = [.. levels.Select(l => new ReportSection($"Rubrik {l}", l, ReportSectionKind.Text, "##### Inuti"))] });
        var given = Opened.Headings(file).Select(h => h.Level).ToArray();
        Assert.Equal(1, given[0]);
        Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Decisions_AreGroupedByWhoDecides_AndNumberedThrough()
    {
        var paragraphs = Opened.Word(Make(), main => main.Document!.Body!.Elements<Paragraph>()
            .SkipWhile(p => p.InnerText != "Förslag till beslut").Skip(1).TakeWhile(p => p.InnerText != "Beslutsunderlag")
            .Select(p => (p.InnerText, List: p.ParagraphProperties?.NumberingProperties?.NumberingId?.Val?.Value)).ToArray());
        Assert.Equal("Kommunstyrelsen föreslår kommunfullmäktige besluta", paragraphs[0].InnerText);
        Assert.Equal(
            "Kommunstyrelsens arbetsutskott föreslår kommunstyrelsen för egen del besluta, under förutsättning av att kommunfullmäktige beslutar enligt förslaget",
            paragraphs[2].InnerText);
        Assert.Equal(Sections.Proposals.Select(p => p.Text), paragraphs.Where(p => p.List is not null).Select(p => p.InnerText));
        Assert.Single(paragraphs.Where(p => p.List is not null).Select(p => p.List).Distinct());
    }

    [Fact]
    public void Lead_OfAnUnconditionalDecision_HasNoCondition() =>
        Assert.Equal("Kontoret föreslår kommunstyrelsen besluta", DecisionList.Lead(new Proposal(Decider.Ks, "Kontoret", false, "…")));

    [Fact]
    public void Underlag_NamesTheReportAndEveryAppendix()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        var at = text.IndexOf("Beslutsunderlag");
        Assert.Equal("G-Tjänsteskrivelse KSAU 250324 Uppföljning av intern kontroll 2024", text[at + 1]);
        Assert.Equal("Bilaga 5 Självskattningar felaktig tillgång till information och lokaler", text[at + 6]);
    }

    [Fact]
    public void Planering_HasTheThreeMeetingsWithIsoDates()
    {
        var rows = Opened.Word(Make(), main => main.Document!.Body!.Elements<Table>().First().Elements<TableRow>()
            .Select(r => string.Join("|", r.Elements<TableCell>().Select(c => c.InnerText))).ToArray());
        Assert.Equal(
            ["Instans|Datum", "Kommunstyrelsens arbetsutskott|2025-03-24", "Kommunstyrelsen|2025-04-02", "Kommunfullmäktige|2025-05-22"], rows);
    }

    [Fact]
    public void Recipients_StandInTheirOrder()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        Assert.Equal(Exempelstad.Report().Recipients, text.Skip(text.IndexOf("Beslutet skickas till") + 1).Take(24));
    }

    [Fact]
    public void TheFiguresOfTheSelfAssessment_StandAfterItsSection()
    {
        var text = Opened.Paragraphs(Make()).Select(p => p.Text).ToList();
        var caption = text.FindIndex(t => t.StartsWith("Tabell\u00A01. Självskattningar 2015 och 2024", StringComparison.Ordinal));
        Assert.InRange(caption, text.IndexOf("God intern kontroll – självskattningar"), text.IndexOf("Kommungemensamma granskningar 2024"));
        Assert.Contains("284\u00A0(65\u00A0%)389\u00A0(89\u00A0%)+24", Opened.AllText(Make()), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAShareIsRoundedToZero_ThenTheReportSaysHowManyItHides() =>
        Assert.Contains(
            "2024: ”Behöver ses över omgående” är avrundat till 0\u00A0procent, men är inte noll. Det gäller ett av 437 svar.",
            Opened.AllText(Make()), StringComparison.Ordinal);

    [Fact]
    public void WhenEarlierFiguresAreConstructed_ThenTheReportSaysSo() =>
        Assert.Contains("Siffrorna för 2015 innehåller konstruerade exempelvärden. Andelarna är kända.", Opened.AllText(Make()), StringComparison.Ordinal);

    [Fact]
    public void TheHead_LeavesOutADiaryNumberThatIsNotKnown()
    {
        Assert.Contains(Opened.Paragraphs(Make()), p => p.Text.Contains("STK-2024-1", StringComparison.Ordinal));
        Assert.DoesNotContain(Opened.Paragraphs(Make(i => i with { DiaryNumber = null })), p => p.Text.StartsWith("Diarienummer", StringComparison.Ordinal));
    }

    [Fact]
    public void TheFooter_NamesTheCompilation()
    {
        var footer = Opened.Word(Make(), main => main.FooterParts.Single().Footer!.InnerText);
        Assert.StartsWith($"Underlag: {Exempelstad.Report().Compilation.Fingerprint[..16]}", footer, StringComparison.Ordinal);
    }

    [Fact]
    public void NumberedLists_BeginAnew()
    {
        var lists = Opened.Word(Make(), main => main.Document!.Body!.Elements<Paragraph>()
            .Where(p => p.InnerText is "Kunskapen är ojämn." or "Listan börjar om.")
            .Select(p => p.ParagraphProperties!.NumberingProperties!.NumberingId!.Val!.Value).ToArray());
        Assert.Equal(2, lists.Distinct().Count());
    }

    [Fact]
    public void WhenTheYearHasNoSelfAssessmentSection_ThenNoFiguresAreForcedIn() =>
        Assert.DoesNotContain("Tabell", Opened.AllText(Make(i => i with { Sections = [new("Ärendet", 1, ReportSectionKind.Text, "Text.")] })), StringComparison.Ordinal);
}
