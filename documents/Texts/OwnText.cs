using Arshjulet.Model.Texts;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.Texts;

/// <summary>
/// Reads a body's own text: light Markdown with headings, paragraphs, lists, bold and italic. All else is shown as plain text: HTML is never
/// interpreted, a link is its words and its address, an image its description. The page and the documents show the same blocks, so that the print
/// looks like the preview.
/// </summary>
public static class OwnText
{
    private const int DeepestRank = 4;
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The text's blocks, in order; none for an empty text.</summary>
    public static IReadOnlyList<TextBlock> Parse(string? markdown) => MarkdownTree.Read(markdown, Pipeline, (parsed, text) =>
    {
        var levels = parsed.Descendants<HeadingBlock>().Where(h => h.Inline?.FirstChild is not null).Select(h => h.Level).Distinct().Order().ToArray();
        return Blocks(parsed, levels, text);
    });

    private static IEnumerable<TextBlock> Blocks(ContainerBlock blocks, int[] levels, string text)
    {
        foreach (var block in InOrder(blocks))
        {
            switch (block)
            {
                case HeadingBlock heading when RunsOf(heading.Inline) is { Count: > 0 } runs:
                    yield return new TextHeading(Math.Min(Array.IndexOf(levels, heading.Level) + 1, DeepestRank), runs);
                    break;
                case ListBlock list when ItemsOf(list, levels, text) is { Length: > 0 } items:
                    yield return new TextList(FirstOf(list), items);
                    break;
                case ContainerBlock container and not ListBlock:
                    foreach (var inner in Blocks(container, levels, text))
                    {
                        yield return inner;
                    }

                    break;
                case ThematicBreakBlock or LinkReferenceDefinition when Source(block, text) is { Length: > 0 } written:
                    yield return new TextParagraph([new TextRun(written)]);
                    break;
                case CodeBlock code when code.Lines.ToString() is { Length: > 0 } lines:
                    yield return new TextParagraph([new TextRun(CleanText.From(lines).Trim('\n'))]);
                    break;
                case LeafBlock leaf and not HeadingBlock when RunsOf(leaf.Inline) is { Count: > 0 } runs:
                    yield return new TextParagraph(runs);
                    break;
            }
        }
    }

    /// <summary>In the order of the text: the parser puts all definitions of links first, wherever they were written.</summary>
    private static IEnumerable<Block> InOrder(ContainerBlock blocks) =>
        blocks.SelectMany(b => b is LinkReferenceDefinitionGroup group ? group.AsEnumerable() : [b]).OrderBy(b => b.Span.Start);

    /// <summary>A block that has no meaning here, as it was typed: a line of hyphens, the definition of a link.</summary>
    private static string Source(Block block, string text) =>
        block.Span is { IsEmpty: false } span && span.End < text.Length ? text[span.Start..(span.End + 1)].Trim() : "";

    private static IReadOnlyList<TextBlock>[] ItemsOf(ListBlock list, int[] levels, string text) =>
        [.. list.OfType<ListItemBlock>().Select(i => Blocks(i, levels, text).ToArray()).Where(i => i.Length > 0)];

    private static int? FirstOf(ListBlock list) =>
        !list.IsOrdered ? null : int.TryParse(list.OrderedStart, out var first) && first is >= 0 and < 10_000 ? first : 1;

    private static List<TextRun> RunsOf(ContainerInline? inlines)
    {
        var runs = new List<TextRun>();
        if (inlines is not null)
        {
            Add(inlines, bold: false, italic: false, runs);
        }

        return runs.All(r => string.IsNullOrWhiteSpace(r.Text)) ? [] : runs;
    }

    private static void Add(ContainerInline inlines, bool bold, bool italic, List<TextRun> runs)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case EmphasisInline emphasis:
                    Add(emphasis, bold || emphasis.DelimiterCount > 1, italic || emphasis.DelimiterCount == 1, runs);
                    break;
                case LinkInline link:
                    Add(link, bold, italic, runs);
                    if (!link.IsImage && !string.IsNullOrWhiteSpace(link.Url))
                    {
                        Add($" ({link.Url})", bold, italic, runs);
                    }

                    break;
                case ContainerInline container:
                    Add(container, bold, italic, runs);
                    break;
                default:
                    Add(MarkdownTree.TextOf(inline), bold, italic, runs);
                    break;
            }
        }
    }

    /// <summary>Adds to the run before where both look the same: the parser cuts text at every sign that could have had a meaning.</summary>
    private static void Add(string text, bool bold, bool italic, List<TextRun> runs)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (runs.Count > 0 && runs[^1].Bold == bold && runs[^1].Italic == italic)
        {
            runs[^1] = runs[^1] with { Text = runs[^1].Text + text };
        }
        else
        {
            runs.Add(new TextRun(text, bold, italic));
        }
    }
}
