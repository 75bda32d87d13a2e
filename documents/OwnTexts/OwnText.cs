using Arshjulet.Documents.Packaging;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.OwnTexts;

/// <summary>
/// Reads a body's own text: light Markdown, of which only headings, paragraphs, lists, bold and italic mean anything. All else is shown
/// as the text it is: HTML is never interpreted, a link is its words and its address, an image its description. The page and the
/// documents show the same blocks, so that what was previewed is what is printed.
/// </summary>
public static class OwnText
{
    private const int Ranks = 4;
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The text's blocks, in order; none for an empty text.</summary>
    public static IReadOnlyList<OwnTextBlock> Parse(string? markdown)
    {
        var text = PlainText.Clean(markdown);
        if (ParsedOf(text) is not { } parsed)
        {
            return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new OwnTextParagraph([new OwnTextRun(p)]))];
        }

        var levels = parsed.Descendants<HeadingBlock>().Where(h => h.Inline?.FirstChild is not null).Select(h => h.Level).Distinct().Order().ToArray();
        return [.. Blocks(parsed, levels, text)];
    }

    /// <summary>Null where quotes or lists are nested deeper than any text is: the parser refuses them, and they are shown as written.</summary>
    private static Markdig.Syntax.MarkdownDocument? ParsedOf(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<OwnTextBlock> Blocks(ContainerBlock blocks, int[] levels, string text)
    {
        foreach (var block in InOrder(blocks))
        {
            switch (block)
            {
                case HeadingBlock heading when RunsOf(heading.Inline) is { Count: > 0 } runs:
                    yield return new OwnTextHeading(Math.Min(Array.IndexOf(levels, heading.Level) + 1, Ranks), runs);
                    break;
                case ListBlock list when ItemsOf(list, levels, text) is { Length: > 0 } items:
                    yield return new OwnTextList(FirstOf(list), items);
                    break;
                case ContainerBlock container and not ListBlock:
                    foreach (var inner in Blocks(container, levels, text))
                    {
                        yield return inner;
                    }

                    break;
                case ThematicBreakBlock or LinkReferenceDefinition when Source(block, text) is { Length: > 0 } written:
                    yield return new OwnTextParagraph([new OwnTextRun(written)]);
                    break;
                case CodeBlock code when code.Lines.ToString() is { Length: > 0 } lines:
                    yield return new OwnTextParagraph([new OwnTextRun(PlainText.Clean(lines).Trim('\n'))]);
                    break;
                case LeafBlock leaf and not HeadingBlock when RunsOf(leaf.Inline) is { Count: > 0 } runs:
                    yield return new OwnTextParagraph(runs);
                    break;
            }
        }
    }

    /// <summary>As written: the parser gathers the definitions of links first, wherever they stood.</summary>
    private static IEnumerable<Block> InOrder(ContainerBlock blocks) =>
        blocks.SelectMany(b => b is LinkReferenceDefinitionGroup group ? group.AsEnumerable() : [b]).OrderBy(b => b.Span.Start);

    /// <summary>What means nothing here, as it was typed: a line of hyphens, the address of a link that is named elsewhere.</summary>
    private static string Source(Block block, string text) =>
        block.Span is { IsEmpty: false } span && span.End < text.Length ? text[span.Start..(span.End + 1)].Trim() : "";

    private static IReadOnlyList<OwnTextBlock>[] ItemsOf(ListBlock list, int[] levels, string text) =>
        [.. list.OfType<ListItemBlock>().Select(i => Blocks(i, levels, text).ToArray()).Where(i => i.Length > 0)];

    private static int? FirstOf(ListBlock list) => !list.IsOrdered ? null : int.TryParse(list.OrderedStart, out var first) && first is >= 0 and < 10_000 ? first : 1;

    private static List<OwnTextRun> RunsOf(ContainerInline? inlines)
    {
        var runs = new List<OwnTextRun>();
        if (inlines is not null)
        {
            Add(inlines, bold: false, italic: false, runs);
        }

        return runs.All(r => string.IsNullOrWhiteSpace(r.Text)) ? [] : runs;
    }

    private static void Add(ContainerInline inlines, bool bold, bool italic, List<OwnTextRun> runs)
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
                    Add(TextOf(inline), bold, italic, runs);
                    break;
            }
        }
    }

    /// <summary>Runs that look alike are one: the parser cuts text at every sign that could have meant something.</summary>
    private static void Add(string text, bool bold, bool italic, List<OwnTextRun> runs)
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
            runs.Add(new OwnTextRun(text, bold, italic));
        }
    }

    private static string TextOf(Inline inline) => PlainText.Clean(inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        CodeInline code => code.Content,
        LineBreakInline { IsHard: true } => "\n",
        LineBreakInline => " ",
        AutolinkInline auto => auto.Url,
        HtmlInline html => html.Tag,
        _ => "",
    });
}
