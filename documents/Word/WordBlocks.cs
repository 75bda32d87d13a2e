using Arshjulet.Documents.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>Writes a text's blocks to a Word document, its headings one level under the document's current one.</summary>
internal sealed class WordBlocks
{
    private readonly WordDocument _document;
    private readonly int _above;

    private WordBlocks(WordDocument document) => (_document, _above) = (document, document.Level);

    public static void Append(WordDocument document, IEnumerable<TextBlock> blocks)
    {
        var writer = new WordBlocks(document);
        foreach (var block in blocks)
        {
            writer.Append(block);
        }
    }

    private void Append(TextBlock block)
    {
        switch (block)
        {
            case TextHeading heading:
                _document.Heading(_above + heading.Rank, Elements(heading.Runs));
                break;
            case TextParagraph { Kind: TextParagraphKind.ListIntro } intro:
                _document.Intro(Elements(intro.Runs));
                break;
            case TextParagraph paragraph:
                _document.Paragraph(StyleOf(paragraph.Kind), Elements(paragraph.Runs));
                break;
            case TextList list:
                Append(list, 0);
                break;
            case TextTable table:
                Append(table);
                break;
        }
    }

    private void Append(TextList list, int level)
    {
        int? numbered = list.First is { } number ? _document.StartNumbered(number) : null;
        foreach (var item in list.Items)
        {
            for (var i = 0; i < item.Count; i++)
            {
                switch (item[i])
                {
                    case TextList inner:
                        Append(inner, level + 1);
                        break;
                    case TextParagraph { Kind: TextParagraphKind.Normal } paragraph when i == 0:
                        _document.ListItem(numbered, level, Elements(paragraph.Runs));
                        break;
                    case TextParagraph { Kind: TextParagraphKind.Normal } paragraph:
                        _document.ListContinuation(level, Elements(paragraph.Runs));
                        break;
                    default:
                        Append(item[i]);
                        break;
                }
            }
        }
    }

    private void Append(TextTable table)
    {
        var rows = table.Rows.Select(r => r.Select(Elements).ToArray()).ToArray();

        // A column's width follows its longest cell, within limits.
        var widths = Enumerable.Range(0, table.AlignedRight.Count)
            .Select(c => (double)Math.Clamp(rows.Max(r => c < r.Length ? r[c].Sum(run => run.InnerText.Length) : 0), 8, 60)).ToArray();
        _document.Table(widths, table.AlignedRight, rows);
    }

    /// <summary>The runs as Word has them; those that follow each other to the same address are one link.</summary>
    private List<OpenXmlElement> Elements(IReadOnlyList<TextRun> runs)
    {
        var elements = new List<OpenXmlElement>();
        foreach (var run in runs)
        {
            if (run.Address is null)
            {
                elements.AddRange(WordRuns(run));
                continue;
            }

            var id = _document.Link(run.Address);
            if (elements.LastOrDefault() is not Hyperlink link || link.Id != id)
            {
                elements.Add(link = new Hyperlink { Id = id, History = true });
            }

            link.Append(WordRuns(run));
        }

        return elements;
    }

    private static IEnumerable<OpenXmlElement> WordRuns(TextRun run) => run switch
    {
        { Bold: false, Italic: false, Text: "\n" } => [new Run(new Break())],
        { Bold: false, Italic: false, Code: false, Address: null } => WordText.Runs(run.Text),
        _ => [WordText.Run(run.Text, run.Bold, run.Italic, run.Code ? WordStyle.CodeText : run.Address is null ? null : WordStyle.Hyperlink)],
    };

    private static string StyleOf(TextParagraphKind kind) => kind switch
    {
        TextParagraphKind.Quote => WordStyle.Quote,
        TextParagraphKind.Code => WordStyle.Code,
        _ => WordStyle.Normal,
    };
}
