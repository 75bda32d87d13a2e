using Arshjulet.Documents.Word;
using DocumentFormat.OpenXml;

namespace Arshjulet.Documents.OwnTexts;

/// <summary>A body's own text in a Word document, its headings under the one that now holds.</summary>
internal static class OwnTextWord
{
    public static void Append(WordDocument document, string? markdown)
    {
        var above = document.Level;
        foreach (var block in OwnText.Parse(markdown))
        {
            Block(document, block, above);
        }
    }

    private static void Block(WordDocument document, OwnTextBlock block, int above)
    {
        switch (block)
        {
            case OwnTextHeading heading:
                document.Heading(above + heading.Rank, Runs(heading.Runs));
                break;
            case OwnTextParagraph paragraph:
                document.Paragraph(WordStyle.Normal, Runs(paragraph.Runs));
                break;
            case OwnTextList list:
                List(document, list, 0, above);
                break;
        }
    }

    private static void List(WordDocument document, OwnTextList list, int level, int above)
    {
        int? numbered = list.First is { } number ? document.StartNumbered(number) : null;
        foreach (var item in list.Items)
        {
            for (var i = 0; i < item.Count; i++)
            {
                switch (item[i])
                {
                    case OwnTextList inner:
                        List(document, inner, level + 1, above);
                        break;
                    case OwnTextParagraph paragraph when i == 0:
                        document.ListItem(numbered, level, Runs(paragraph.Runs));
                        break;
                    case OwnTextParagraph paragraph:
                        document.ListContinuation(level, Runs(paragraph.Runs));
                        break;
                    default:
                        Block(document, item[i], above);
                        break;
                }
            }
        }
    }

    private static IEnumerable<OpenXmlElement> Runs(IReadOnlyList<OwnTextRun> runs) => runs.SelectMany(r => r.Bold || r.Italic
        ? [WordText.Run(r.Text.Replace('\n', ' '), r.Bold, r.Italic)]
        : WordText.Runs(r.Text));
}
