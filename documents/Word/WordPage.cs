using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>A4 with 25 mm margins, and the footer. Measures in twips (1/1440 inch).</summary>
internal static class WordPage
{
    private const int Short = 11906;
    private const int Long = 16838;
    private const int Margin = 1418;

    public static int TextWidth(bool landscape) => (landscape ? Long : Short) - (2 * Margin);

    public static SectionProperties Section(bool landscape) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = "rIdFooter" },
        landscape
            ? new PageSize { Width = Long, Height = Short, Orient = PageOrientationValues.Landscape }
            : new PageSize { Width = Short, Height = Long },
        new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 709, Footer = 567, Gutter = 0 });

    public static Footer FooterOf(string? text, bool landscape)
    {
        var paragraph = WordText.Paragraph(WordStyle.Footer,
        [
            WordText.Run(PlainText.OneLine(text ?? "")), new Run(new TabChar()), WordText.Run($"{WordTexts.Page}\u00A0"), WordText.Field(" PAGE ", "1"),
            WordText.Run($" {WordTexts.PageOf} "), WordText.Field(" NUMPAGES ", "1"),
        ]);
        paragraph.ParagraphProperties!.Tabs = new Tabs(new TabStop { Val = TabStopValues.Right, Position = TextWidth(landscape) });
        return new Footer(paragraph);
    }
}
