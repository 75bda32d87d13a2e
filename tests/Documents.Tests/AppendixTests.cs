using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests;

public class AppendixTests
{
    private static string Text(ReportPart part, ReportInput? input = null) => Opened.AllText(ReportDocuments.Create(part, input ?? Exempelstad.Report()));

    [Fact]
    public void Files_AreCalledByTheirNumberAndName() =>
        Assert.Equal(
            [
                "Bilaga 1 Sammanställning självskattningar intern kontroll 2024.docx", "Bilaga 2 Sammanställning självskattningar intern kontroll 2023.docx",
                "Bilaga 3 Självskattningar intern kontroll övergripande 2015 och 2024.docx", "Bilaga 4 Mognadstrappa.docx",
                "Bilaga 5 Självskattningar felaktig tillgång till information och lokaler.docx",
            ],
            ReportDocuments.Parts.Skip(1).Take(5).Select(p => ReportDocuments.Create(p, Exempelstad.Report()).Name));

    [Fact]
    public void SelfAssessment_CountsEveryStepInAll() =>
        Assert.Contains("Samtliga kategorier389\u00A0(89\u00A0%)39\u00A0(9\u00A0%)1\u00A0(0\u00A0%)8\u00A0(2\u00A0%)437", Text(ReportPart.SelfAssessment), StringComparison.Ordinal);

    [Fact]
    public void SelfAssessment_NamesWhoIsMissingExemptAndLate()
    {
        var text = Text(ReportPart.SelfAssessment);
        Assert.Contains("23 av 25 tillfrågade", text, StringComparison.Ordinal);
        Assert.Contains("Svar saknas från: Kommunstyrelsen.", text, StringComparison.Ordinal);
        Assert.Contains("Behöver inte svara och har inte svarat: Revisorskollegiet (granskar de övriga).", text, StringComparison.Ordinal);
        Assert.Contains("Svarade efter sista svarsdag: Nämnden för gymnasium.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenABodyIsMissing_ThenItIsNamed_AndNotCounted()
    {
        var input = Exempelstad.Report(Exempelstad.Input(s => s.Body != "b9"));
        var text = Text(ReportPart.SelfAssessment, input);
        Assert.Contains("Svar saknas från: Kommunstyrelsen och Nämnden för kultur.", text, StringComparison.Ordinal);
        Assert.Contains("418", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportPart.SelfAssessment)]
    [InlineData(ReportPart.SelfAssessmentOverYears)]
    [InlineData(ReportPart.MaturityLadder)]
    [InlineData(ReportPart.Review)]
    public void WhenNobodyHasAnswered_ThenTheAppendixSaysSo(ReportPart part) =>
        Assert.Contains("Inga svar har lämnats in", Text(part, Exempelstad.Report(Exempelstad.Input(_ => false))), StringComparison.Ordinal);

    [Fact]
    public void TheYearBefore_ComesFromItsHistory_AndSaysThatItIsConstructed()
    {
        var text = Text(ReportPart.SelfAssessmentBefore);
        Assert.Contains("380\u00A0(87\u00A0%)", text, StringComparison.Ordinal);
        Assert.Contains("Siffrorna för 2023 innehåller konstruerade exempelvärden. Antalen är påhittade.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTheYearBeforeIsNotKept_ThenTheAppendixSaysSo() =>
        Assert.Contains("Resultatet för 2023 finns inte bevarat", Text(ReportPart.SelfAssessmentBefore, Exempelstad.Report(Exempelstad.Input(history: []))), StringComparison.Ordinal);

    [Fact]
    public void WhenOnlyTheTotalIsKept_ThenTheAppendixSaysSo()
    {
        var history = Histories.Before with { Questions = new Dictionary<string, Model.Figures.Distribution>() };
        Assert.Contains("bara det samlade resultatet känt", Text(ReportPart.SelfAssessmentBefore, Exempelstad.Report(Exempelstad.Input(history: [history]))), StringComparison.Ordinal);
    }

    [Fact]
    public void OverYears_GivesTheChangeInPercentagePoints()
    {
        var text = Text(ReportPart.SelfAssessmentOverYears);
        Assert.Contains("ökade från 65\u00A0procent 2015 till 89\u00A0procent 2024", text, StringComparison.Ordinal);
        Assert.Contains("39\u00A0(9\u00A0%)\u221222", text, StringComparison.Ordinal);
        Assert.Contains("1\u00A0(0\u00A0%)\u22123", text, StringComparison.Ordinal);
    }

    /// <summary>A bold letter of 9.5 points is about 115 twips wide.</summary>
    [Fact]
    public void OverYears_HasRoomForEveryWordOfItsHeadings()
    {
        var file = ReportDocuments.Create(ReportPart.SelfAssessmentOverYears, Exempelstad.Report(Exempelstad.Input()));
        Assert.All(Opened.Word(file, main => main.Document!.Descendants<Table>().Select(t => (Widths(t), Words(t))).ToArray()), table =>
            Assert.All(table.Item1.Zip(table.Item2), column => Assert.True(column.First >= column.Second.Length * 115, $"{column.Second}: {column.First} twips")));

        static int[] Widths(Table table) => [.. table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Select(c => int.Parse(c.Width!.Value!, System.Globalization.CultureInfo.InvariantCulture))];

        static string[] Words(Table table) => [.. table.Elements<TableRow>().First().Elements<TableCell>().Select(c => c.InnerText.Split(' ', '-').MaxBy(w => w.Length)!)];
    }

    [Fact]
    public void Ladder_SaysHowManyStandOnTheFirstTwoSteps() =>
        Assert.Contains("18 av 23 nämnder och bolag (78\u00A0procent) placerar sig på de två första stegen, ”Nybörjare” och ”Utforskare”.", Text(ReportPart.MaturityLadder), StringComparison.Ordinal);

    [Fact]
    public void Review_GivesTheSpansOfBothYears_AndWhoMustActAtOnce()
    {
        var text = Text(ReportPart.Review);
        Assert.Contains("Ja, tillfredsställande: 65–78\u00A0procent", text, StringComparison.Ordinal);
        Assert.Contains("Ja, tillfredsställande: 41–71\u00A0procent", text, StringComparison.Ordinal);
        Assert.Contains("5. Lokaler: Rutinerna är kända – Bolaget Minc AB", text, StringComparison.Ordinal);
    }
}
