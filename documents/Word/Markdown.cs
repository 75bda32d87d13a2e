using Arshjulet.Documents.Packaging;
using DocumentFormat.OpenXml;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Arshjulet.Documents.Word;

/// <summary>The office's Markdown as paragraphs, lists, quotes and tables. Raw HTML is text: it is never interpreted.</summary>
internal sealed class Markdown(WordDocument document)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();
    private readonly MarkdownInlines _inlines = new(document);
    private readonly int _above = document.Level;
    private int[] _levels = [];

    /// <summary>Appends a text; its headings are put under the one that now holds.</summary>
    public static void Append(WordDocument document, string? markdown)
    {
        var text = PlainText.Clean(markdown);
        if (text.Length == 0)
        {
            return;
        }

        if (Parse(text) is { } parsed)
        {
            new Markdown(document).All(parsed);
            return;
        }

        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            document.Paragraph(paragraph.Trim());
        }
    }

    /// <summary>Null where quotes or lists are nested deeper than any text is: the parser refuses them, and they are shown as written.</summary>
    private static Markdig.Syntax.MarkdownDocument? Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Headings keep their ranks among each other, whatever level the text begins at: two of "##" are siblings.</summary>
    private void All(Markdig.Syntax.MarkdownDocument parsed)
    {
        _levels = [.. parsed.Descendants<HeadingBlock>().Select(h => h.Level).Distinct().Order()];
        Blocks(parsed);
    }

    private void Blocks(ContainerBlock blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            // A line that leads to a list stands on the list's page.
            if (blocks[i] is ParagraphBlock paragraph && i + 1 < blocks.Count && blocks[i + 1] is ListBlock)
            {
                document.Intro(_inlines.Of(paragraph.Inline));
            }
            else
            {
                Block(blocks[i]);
            }
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                document.Heading(_above + 1 + Array.IndexOf(_levels, heading.Level), _inlines.Of(heading.Inline));
                break;
            case ParagraphBlock paragraph:
                document.Paragraph(WordStyle.Normal, _inlines.Of(paragraph.Inline));
                break;
            case ListBlock list:
                List(list, 0);
                break;
            case QuoteBlock quote:
                Quote(quote);
                break;
            case Table table:
                Table(table);
                break;
            case CodeBlock code:
                document.Paragraph(WordStyle.Code, code.Lines.ToString());
                break;
            case LeafBlock { Inline: { } inline }:
                document.Paragraph(WordStyle.Normal, _inlines.Of(inline));
                break;
        }
    }

    private void Quote(QuoteBlock quote)
    {
        foreach (var block in quote)
        {
            if (block is ParagraphBlock paragraph)
            {
                document.Paragraph(WordStyle.Quote, _inlines.Of(paragraph.Inline));
            }
            else
            {
                Block(block);
            }
        }
    }

    private void List(ListBlock list, int level)
    {
        int? numbered = list.IsOrdered ? document.StartNumbered(int.TryParse(list.OrderedStart, out var start) ? Math.Max(0, start) : 1) : null;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var first = true;
            foreach (var block in item)
            {
                switch (block)
                {
                    case ListBlock inner:
                        List(inner, level + 1);
                        break;
                    case ParagraphBlock paragraph when first:
                        document.ListItem(numbered, level, _inlines.Of(paragraph.Inline));
                        break;
                    case ParagraphBlock paragraph:
                        document.ListContinuation(level, _inlines.Of(paragraph.Inline));
                        break;
                    default:
                        Block(block);
                        break;
                }

                first = false;
            }
        }
    }

    private void Table(Table table)
    {
        var rows = table.OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(CellOf).ToArray()).ToArray();
        var columns = rows.Max(r => r.Length);
        var numbers = Enumerable.Range(0, columns)
            .Select(c => c < table.ColumnDefinitions.Count && table.ColumnDefinitions[c].Alignment == TableColumnAlign.Right).ToArray();
        // A column is as wide as its longest cell asks, within reason.
        var widths = Enumerable.Range(0, columns)
            .Select(c => (double)Math.Clamp(rows.Max(r => c < r.Length ? r[c].Sum(run => run.InnerText.Length) : 0), 8, 60)).ToArray();
        document.Table(widths, numbers, rows);
    }

    private OpenXmlElement[] CellOf(TableCell cell) => [.. cell.OfType<LeafBlock>().SelectMany(b => _inlines.Of(b.Inline))];
}
