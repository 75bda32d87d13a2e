using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>The played year's report has the figures of the real one, and its files are valid.</summary>
[Collection(nameof(PlayedYear))]
public sealed class FiguresTests(PlayedYear year)
{
    [Fact]
    public void When_the_demo_has_run_then_it_ends_well() => Assert.Equal(("", 0), (year.Complained, year.ExitCode));

    [Theory]
    [InlineData("25 nämnder och bolag och 1 sakkunnig får anvisningar och personliga länkar")]
    [InlineData("Kommunfullmäktige godkänner rapporten")]
    [InlineData("Beslutet är skickat till 24 mottagare")]
    [InlineData("I utkastet för 2027")]
    [InlineData("65–78")]
    [InlineData("Saknas: Valnämnden")]
    [InlineData("Chefsenkäten: 161 chefer får en egen kod, Valnämnden en öppen länk")]
    [InlineData("Chefsenkäten, 127 svar")]
    public void When_the_demo_has_run_then_it_has_written_the_story(string line) => Assert.Contains(line, year.Told, StringComparison.Ordinal);

    [Fact]
    public void When_the_demo_has_run_then_every_file_is_there() => Assert.Equal(
        [
            "Bilaga 1 Sammanställning självskattningar intern kontroll 2024.docx",
            "Bilaga 2 Sammanställning självskattningar intern kontroll 2023.docx",
            "Bilaga 3 Självskattningar intern kontroll övergripande 2015 och 2024.docx",
            "Bilaga 4 AI Swedens mognadstrappa.docx",
            "Bilaga 5 Självskattningar arbete med att motverka risk för felaktig tillgång till information och lokaler.docx",
            "G-Tjänsteskrivelse KSAU 250324 Uppföljning av intern kontroll 2024.docx",
            "Sammanställning intern kontroll 2024 i siffror.xlsx",
            "sammanstallning.json",
        ],
        Directory.EnumerateFiles(year.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    /// <summary>The played answers are fixed, so a change of it is a change of what the app makes of them.</summary>
    [Fact]
    public void When_the_demo_has_run_then_the_compilation_has_the_fingerprint_that_it_always_had()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(year.Out, "sammanstallning.json")));
        Assert.Equal("7b9995c8534416bdb2136c6fea5b8be4c78c7885a422776cf122ad7683d2c3cb", json.RootElement.GetProperty("fingerprint").GetString());
    }

    [Theory]
    [InlineData("god-intern-kontroll.tillfredsstallande", "89 procent", 389, 437)]
    [InlineData("god-intern-kontroll.forbattringsomrade", "9 procent", 39, 437)]
    [InlineData("god-intern-kontroll.omgaende", "0 procent", 1, 437)]
    [InlineData("god-intern-kontroll.inte-tillamplig", "2 procent", 8, 437)]
    [InlineData("god-intern-kontroll.2015.tillfredsstallande", "65 procent", 284, 437)]
    [InlineData("god-intern-kontroll.2015.forbattringsomrade", "31 procent", 135, 437)]
    [InlineData("god-intern-kontroll.2015.omgaende", "3 procent", 13, 437)]
    [InlineData("god-intern-kontroll.tillfredsstallande.forandring.2015", "ökade från 65 procent 2015 till 89 procent 2024", null, null)]
    [InlineData("god-intern-kontroll.tillfredsstallande.niva.2023", "i nivå med", null, null)]
    [InlineData("access.2021.ja.spann", "41–71 procent", null, null)]
    [InlineData("access.ja.spann", "65–78 procent", null, null)]
    [InlineData("access.system-kanda.omgaende.vilka", "Fritidsnämnden", 1, 23)]
    [InlineData("ai.mognad.nyborjare", "39 procent", 9, 23)]
    [InlineData("ai.mognad.utforskare", "43 procent", 10, 23)]
    [InlineData("dos.filmer.objekt.med-brister.brak", "ungefär en fjärdedel", 6, 23)]
    [InlineData("dos.tjanster.objekt", "29", 29, null)]
    [InlineData("dos.tjanster.kriterier", "12", 12, null)]
    [InlineData("dos.tjanster.provningar", "348", 348, null)]
    [InlineData("svar.tillfragade", "25", 25, null)]
    [InlineData("svar.inlamnade", "23", 23, null)]
    [InlineData("svar.sena", "2", 2, null)]
    [InlineData("svar.saknas", "Valnämnden", 1, 25)]
    [InlineData("svar.undantag", "Revisorskollegiet", 1, 25)]
    [InlineData("chefsenkat.svarande", "127", 127, null)]
    [InlineData("chefsenkat.info-lokaler.fullstandig", "29 procent", 34, 117)]
    [InlineData("chefsenkat.latt-lokaler.instammer-delvis", "50 procent", 59, 117)]
    public void When_the_year_is_compiled_then_the_figure_is_the_real_reports(string name, string text, int? count, int? n)
    {
        var figure = year.Figures.RootElement.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);

        Assert.Equal(text, figure.GetProperty("text").GetString()!.Replace('\u00A0', ' '));
        Assert.Equal((count, n), (NumberOf(figure, "count"), NumberOf(figure, "n")));
    }

    [Fact]
    public void When_the_year_is_compiled_then_25_are_asked_and_23_have_answered_all()
    {
        var states = year.Figures.RootElement.GetProperty("returns").EnumerateArray().Select(r => r.GetProperty("state").GetString()).ToArray();
        Assert.Equal((25, 23), (states.Length, states.Count(s => s == "complete")));
    }

    [Fact]
    public void When_the_Word_files_are_held_against_the_standard_then_there_is_no_error()
    {
        var files = Directory.GetFiles(year.Out, "*.docx");
        Assert.Equal(6, files.Length);
        Assert.All(files, file =>
        {
            using var document = WordprocessingDocument.Open(file, isEditable: false);
            var faults = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document, TestContext.Current.CancellationToken);
            Assert.Empty(faults.Select(e => $"{e.Path?.XPath}: {e.Description}"));
        });
    }

    private static int? NumberOf(JsonElement figure, string property) =>
        figure.GetProperty(property) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
