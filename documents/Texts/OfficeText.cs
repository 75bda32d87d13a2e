using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.Texts;

/// <summary>
/// Reads a text of the office's: Markdown with lists, quotes, code, links and tables. Raw HTML is shown as text and never interpreted, and an image
/// becomes its description.
/// </summary>
internal static class OfficeText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    /// <summary>The text's blocks, in order; none for an empty text.</summary>
    public static IReadOnlyList<TextBlock> Parse(string? markdown) => MarkdownTree.Read(markdown, Pipeline, (parsed, _) =>
    {
        // Headings keep their ranks among each other, whatever level the text begins at: two of "##" are siblings.
        int[] levels = [.. parsed.Descendants<HeadingBlock>().Select(h => h.Level).Distinct().Order()];
        return parsed.SelectMany((block, i) => block is ParagraphBlock paragraph && i + 1 < parsed.Count && parsed[i + 1] is ListBlock
            ? [new TextParagraph(RunsOf(paragraph.Inline), TextParagraphKind.ListIntro)]
            : Blocks(block, levels));
    });

    private static IEnumerable<TextBlock> Blocks(Block block, int[] levels) => block switch
    {
        HeadingBlock heading => [new TextHeading(Array.IndexOf(levels, heading.Level) + 1, RunsOf(heading.Inline))],
        ListBlock list => [new TextList(FirstOf(list), [.. list.OfType<ListItemBlock>().Select(i => i.SelectMany(b => Blocks(b, levels)).ToArray())])],
        QuoteBlock quote => quote.SelectMany(b =>
            b is ParagraphBlock quoted ? [new TextParagraph(RunsOf(quoted.Inline), TextParagraphKind.Quote)] : Blocks(b, levels)),
        Table table => [TableOf(table)],
        CodeBlock code => [new TextParagraph([new TextRun(code.Lines.ToString())], TextParagraphKind.Code)],
        LeafBlock { Inline: { } inline } => [new TextParagraph(RunsOf(inline))],
        _ => [],
    };

    private static int? FirstOf(ListBlock list) => !list.IsOrdered ? null : int.TryParse(list.OrderedStart, out var first) ? Math.Max(0, first) : 1;

    private static TextTable TableOf(Table table)
    {
        var rows = table.OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(CellOf).ToArray()).ToArray();
        var alignedRight = Enumerable.Range(0, rows.Max(r => r.Length))
            .Select(c => c < table.ColumnDefinitions.Count && table.ColumnDefinitions[c].Alignment == TableColumnAlign.Right);
        return new TextTable([.. alignedRight], rows);
    }

    private static TextRun[] CellOf(TableCell cell) => [.. cell.OfType<LeafBlock>().SelectMany(b => RunsOf(b.Inline))];

    private static List<TextRun> RunsOf(ContainerInline? inlines)
    {
        var runs = new List<TextRun>();
        if (inlines is not null)
        {
            Add(inlines, new TextRun(""), runs);
        }

        return runs;
    }

    private static void Add(ContainerInline inlines, TextRun look, List<TextRun> runs)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case EmphasisInline emphasis:
                    Add(emphasis, emphasis.DelimiterCount > 1 ? look with { Bold = true } : look with { Italic = true }, runs);
                    break;
                case LinkInline { IsImage: false } link:
                    AddLink(link, look, runs);
                    break;
                case DelimiterInline delimiter:
                    // A bracket without a partner.
                    Add(delimiter.ToLiteral(), look, runs);
                    Add(delimiter, look, runs);
                    break;
                case ContainerInline container:
                    Add(container, look, runs);
                    break;
                case AutolinkInline auto:
                    Add(auto.Url, look with { Address = look.Address ?? Target(auto.IsEmail ? $"mailto:{auto.Url}" : auto.Url) }, runs);
                    break;
                case LineBreakInline { IsHard: true }:
                    runs.Add(new TextRun("\n", Address: look.Address));
                    break;
                default:
                    Add(MarkdownTree.TextOf(inline).Replace('\n', ' '), look with { Code = inline is CodeInline }, runs);
                    break;
            }
        }
    }

    /// <summary>A link's words; where the address may not be followed from a document, it is written after them.</summary>
    private static void AddLink(LinkInline link, TextRun look, List<TextRun> runs)
    {
        var target = Target(link.Url);
        Add(link, look with { Address = look.Address ?? target }, runs);
        if (target is null && !string.IsNullOrWhiteSpace(link.Url))
        {
            Add($" ({link.Url})", look, runs);
        }
    }

    private static void Add(string text, TextRun look, List<TextRun> runs)
    {
        if (text.Length > 0)
        {
            runs.Add(look with { Text = text });
        }
    }

    /// <summary>The address if it leads to the web or to a mailbox; scripts, files and relative addresses lead nowhere from a document.</summary>
    private static string? Target(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && uri.AbsoluteUri.Length < 2000 ? uri.AbsoluteUri : null;
}
