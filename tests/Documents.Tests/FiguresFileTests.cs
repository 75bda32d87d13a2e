using System.Text;
using System.Text.Json;
using Arshjulet.Documents.Tests.City;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>The file of figures holds every figure of the compilation, as the report has it.</summary>
public class FiguresFileTests
{
    private static readonly DocumentFile File = Made.Of(DocumentKind.Figures, Exempelstad.Report());

    [Fact]
    public void Every_figure_is_listed_in_the_compilations_order()
    {
        using var json = JsonDocument.Parse(File.Content);
        Assert.Equal("sammanstallning.json", File.Name);
        Assert.Equal(
            Exempelstad.Report().Compilation.Figures.Select(f => f.Name),
            json.RootElement.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("name").GetString()!));
    }

    [Fact]
    public void A_figure_keeps_its_count_where_its_share_is_zero()
    {
        using var json = JsonDocument.Parse(File.Content);
        var figure = json.RootElement.GetProperty("figures").EnumerateArray().First(f => f.GetProperty("name").GetString() == "god-intern-kontroll.omgaende");
        Assert.Equal((1, 437, 0), (figure.GetProperty("count").GetInt32(), figure.GetProperty("n").GetInt32(), figure.GetProperty("percent").GetInt32()));
    }

    [Fact]
    public void Swedish_letters_are_not_escaped() => Assert.Contains("\"Tillfredsställande\"", Encoding.UTF8.GetString(File.Content), StringComparison.Ordinal);

    [Fact]
    public void The_returns_say_who_is_missing()
    {
        using var json = JsonDocument.Parse(File.Content);
        Assert.Equal(
            ["missing", "exempt", "complete"],
            json.RootElement.GetProperty("returns").EnumerateArray().Take(3).Select(r => r.GetProperty("state").GetString()!));
    }
}
