namespace Arshjulet.Model.Tests;

/// <summary>The office's texts get every figure they name from the compilation, and a name that no figure has is refused with the nearest.</summary>
public class FigureTextTests
{
    private static readonly Dictionary<string, Figure> Figures = new[]
    {
        new Figure("access.ja.spann", "65–78 procent"), new Figure("ar", "2024"), new Figure("konstig", "{{ar}}"),
    }.ToDictionary(f => f.Name);

    [Theory]
    [InlineData("År {{ar}} svarade {{access.ja.spann}} ja.", "År 2024 svarade 65–78 procent ja.")]
    [InlineData("{{ ar }} och {{\tar\n}}", "2024 och 2024")]
    [InlineData("{{ar}}{{ar}}", "20242024")]
    [InlineData("{ar} och {en klammer}", "{ar} och {en klammer}")]
    [InlineData("{{konstig}}", "{{ar}}")]
    [InlineData("", "")]
    public void Names_are_replaced_by_their_figures_and_a_figure_is_not_read_again(string text, string filled) =>
        Assert.Equal(filled, FigureText.Fill(text, "Sammanfattning", Figures));

    [Fact]
    public void A_name_that_no_figure_has_names_the_text_and_the_nearest_figure()
    {
        var unknown = Assert.Throws<UnknownFigureException>(() => FigureText.Fill("{{acces.ja.span}}", "Sammanfattning", Figures));
        Assert.Equal("Sammanfattning: there is no figure called acces.ja.span. Did you mean access.ja.spann?", unknown.Message);
        Assert.Equal(("acces.ja.span", "Sammanfattning", "access.ja.spann"), (unknown.Name, unknown.Text, unknown.Nearest));
    }

    [Theory]
    [InlineData("{{något helt annat}}", "något helt annat")]
    [InlineData("{{Ar.}}", "Ar.")]
    [InlineData("{{}}", "")]
    [InlineData("{{   }}", "")]
    public void Nothing_is_guessed_where_nothing_is_near(string text, string name)
    {
        var unknown = Assert.Throws<UnknownFigureException>(
            () => FigureText.Fill(text, "Sammanfattning", new Dictionary<string, Figure> { ["dos.filmer.n"] = new("dos.filmer.n", "40") }));
        Assert.Equal((name, null), (unknown.Name, unknown.Nearest));
    }

    [Theory]
    [InlineData("Andelen är {{ar.", "{{ar.")]
    [InlineData("Andelen är {{ar}.", "{{ar")]
    [InlineData("Andelen är ar}}.", "}}")]
    [InlineData("{{access.{{ar}}.spann}}", "{{access.")]
    [InlineData("{{{ar}}}", "{{")]
    public void Braces_that_hold_no_name_are_not_sent_to_a_board(string text, string fault) =>
        Assert.Equal(fault, Assert.Throws<UnknownFigureException>(() => FigureText.Fill(text, "Sammanfattning", Figures)).Name);

    [Fact]
    public void A_long_text_of_open_braces_and_spaces_is_read_once_over()
    {
        // Read back and forth, this would take hours.
        var text = "{{" + new string(' ', 200_000) + "x";
        Assert.Throws<UnknownFigureException>(() => FigureText.Fill(text, "Sammanfattning", Figures));
    }
}
