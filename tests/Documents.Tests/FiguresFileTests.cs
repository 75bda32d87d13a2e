using System.Text;
using System.Text.Json;
using Arshjulet.Documents.Tests.City;
using Xunit;

namespace Arshjulet.Documents.Tests;

public class FiguresFileTests
{
    private static readonly DocumentFile File = ReportDocuments.Create(ReportPart.Figures, Exempelstad.Report());

    [Fact]
    public void EveryFigure_StandsInTheCompilationsOrder()
    {
        using var json = JsonDocument.Parse(File.Content);
        Assert.Equal("sammanstallning.json", File.Name);
        Assert.Equal(Exempelstad.Report().Compilation.Figures.Select(f => f.Name), json.RootElement.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("name").GetString()!));
    }

    [Fact]
    public void AFigure_KeepsItsCountWhereItsShareIsZero()
    {
        using var json = JsonDocument.Parse(File.Content);
        var figure = json.RootElement.GetProperty("figures").EnumerateArray().First(f => f.GetProperty("name").GetString() == "god-intern-kontroll.omgaende");
        Assert.Equal((1, 437, 0), (figure.GetProperty("count").GetInt32(), figure.GetProperty("n").GetInt32(), figure.GetProperty("percent").GetInt32()));
    }

    [Fact]
    public void SwedishLetters_AreNotEscaped() => Assert.Contains("\"Tillfredsställande\"", Encoding.UTF8.GetString(File.Content), StringComparison.Ordinal);

    [Fact]
    public void Returns_SayWhoIsMissing()
    {
        using var json = JsonDocument.Parse(File.Content);
        Assert.Equal(["missing", "exempt", "complete"], json.RootElement.GetProperty("returns").EnumerateArray().Take(3).Select(r => r.GetProperty("state").GetString()!));
    }
}
