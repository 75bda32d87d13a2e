using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;

namespace Arshjulet.Documents.Charts;

/// <summary>Fills of the series. Every outline and solid fill has at least 3:1 against the white page (WCAG 1.4.11); the text colour has 4.5:1.</summary>
internal static class Palette
{
    public const string Text = "1D1D1D";
    public const string Page = "FFFFFF";
    public const string Line = "7A8B99";

    /// <summary>Colour, the pattern drawn in it (null for a solid fill), and the light tint that the pattern is drawn on.</summary>
    public static (string Colour, PresetPatternValues? Pattern, string Tint) Of(SeriesLook look) => look switch
    {
        SeriesLook.Good or SeriesLook.Current => ("12506E", null, Page),
        SeriesLook.Improve => ("B35C00", PresetPatternValues.WideUpwardDiagonal, "FBE3C8"),
        SeriesLook.Urgent => ("9B1C31", PresetPatternValues.DarkHorizontal, "F6D5DA"),
        SeriesLook.NotApplicable => ("5F6B76", PresetPatternValues.Percent20, "ECEFF1"),
        SeriesLook.Earlier => ("586875", PresetPatternValues.WideDownwardDiagonal, "E6EBEF"),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, "A look without a colour."),
    };

    public static OpenXmlElement Fill(SeriesLook look) => Of(look) is (var colour, { } pattern, var tint)
        ? new PatternFill(
            new ForegroundColor(new RgbColorModelHex { Val = colour }), new BackgroundColor(new RgbColorModelHex { Val = tint }))
        { Preset = pattern }
        : Solid(Of(look).Colour);

    public static SolidFill Solid(string colour) => new(new RgbColorModelHex { Val = colour });

    /// <summary>The outline of patterned bars, in the series' own colour.</summary>
    public static Outline OutlineOf(string colour) => new(Solid(colour)) { Width = 12700 };
}
