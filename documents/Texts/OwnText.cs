using Markdig;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.Texts;

/// <summary>
/// Reads a body's own text: light Markdown with headings, paragraphs, lists, quotes, bold and italic. A link is its words and its address. All else
/// is shown as the text that it is (code, HTML, images, an empty list item), so that no written word is lost. The page and the documents show the
/// same blocks, so that the print looks like the preview.
/// </summary>
public static class OwnText
{
    private const int DeepestRank = 4;

    /// <summary>The largest number that Word and a browser print before a list's item as it was written.</summary>
    private const int LargestNumber = 9_999;

    /// <summary>Noncharacters, which stand for nothing in any text.</summary>
    private const char Ampersand = '\uFDD0';
    private const char Guard = '\uFDD1';

    private static readonly MarkdownPipeline Pipeline = PipelineOf();

    /// <summary>An item that nothing was written in, between others.</summary>
    private static readonly IReadOnlyList<TextBlock> Nothing = [new TextParagraph([])];

    /// <summary>The text's blocks, in order; none for an empty text.</summary>
    public static IReadOnlyList<TextBlock> Parse(string? markdown) =>
        MarkdownTree.Read(markdown, Pipeline, BlocksOf, Guarded);

    private static IEnumerable<TextBlock> BlocksOf(Markdig.Syntax.MarkdownDocument parsed, string text)
    {
        var levels = parsed.Descendants<HeadingBlock>().Where(h => h.Inline?.FirstChild is not null).Select(h => h.Level).Distinct().Order().ToArray();
        return new Reading(text, levels).Blocks(parsed);
    }

    /// <summary>
    /// The parser takes definitions of links ("[1]: https://…") out of the text, and reads "&amp;amp;" as a sign even in an address. Neither happens
    /// while a sign that no text may have stands between or instead.
    /// </summary>
    private static string Guarded(string text) => text.Replace('&', Ampersand).Replace("]:", $"]{Guard}:", StringComparison.Ordinal);

    private static string Unguarded(string text) => text.Replace(Ampersand, '&').Replace($"{Guard}", "", StringComparison.Ordinal);

    /// <summary>What is not read as Markdown has no parser, and so stays text.</summary>
    private static MarkdownPipeline PipelineOf()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation();
        builder.BlockParsers.TryRemove<FencedCodeBlockParser>();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        builder.InlineParsers.TryRemove<CodeInlineParser>();
        builder.InlineParsers.TryRemove<AutolinkInlineParser>();
        builder.InlineParsers.TryRemove<HtmlEntityParser>();
        return builder.Build();
    }

    /// <summary>One text's blocks.</summary>
    private sealed class Reading(string text, int[] levels)
    {
        public IEnumerable<TextBlock> Blocks(ContainerBlock blocks) => blocks.SelectMany(BlocksOf);

        private IEnumerable<TextBlock> BlocksOf(Block block) => block switch
        {
            HeadingBlock heading when RunsOf(heading.Inline) is { Count: > 0 } runs =>
                [new TextHeading(Math.Min(Array.IndexOf(levels, heading.Level) + 1, DeepestRank), runs)],
            ListBlock list when ListsOf(list) is { Count: > 0 } lists => lists,
            ContainerBlock container and not ListBlock when Blocks(container).ToArray() is { Length: > 0 } inner => inner,
            LeafBlock leaf and not HeadingBlock when RunsOf(leaf.Inline) is { Count: > 0 } runs => [new TextParagraph(runs)],

            // As it was typed: a line of hyphens, a sign without anything after it.
            _ => Source(block.Span) is { Length: > 0 } written ? [new TextParagraph([new TextRun(written)])] : [],
        };

        private string Source(SourceSpan span) =>
            span.IsEmpty || span.End >= text.Length ? "" : Unguarded(text[span.Start..(span.End + 1)]).Trim();

        /// <summary>
        /// A list whose numbers go on is one; so is one whose numbers repeat as in "1. 1. 1.", which are counted on as Markdown does. Where a number is
        /// written that does not follow, another list begins with it.
        /// </summary>
        private List<TextBlock> ListsOf(ListBlock list)
        {
            var items = list.OfType<ListItemBlock>().Select(i => (i.Order, Blocks: (IReadOnlyList<TextBlock>)[.. Blocks(i)])).ToArray();
            var lists = new List<TextBlock>();
            var first = 0;
            for (var i = 1; i <= items.Length && items.Any(item => item.Blocks.Count > 0); i++)
            {
                if (i < items.Length && (!list.IsOrdered || items[i].Order == items[i - 1].Order || items[i].Order == items[first].Order + i - first))
                {
                    continue;
                }

                if (list.IsOrdered && items[first].Order > LargestNumber)
                {
                    lists.AddRange(items[first..i].SelectMany(t => t.Blocks.Prepend(new TextParagraph([new TextRun($"{t.Order}{list.OrderedDelimiter}")]))));
                }
                else
                {
                    var said = items[first..i].Select(t => t.Blocks.Count > 0 ? t.Blocks : Nothing);
                    lists.Add(new TextList(list.IsOrdered ? items[first].Order : null, [.. said]));
                }

                first = i;
            }

            return lists;
        }

        private List<TextRun> RunsOf(ContainerInline? inlines)
        {
            var runs = new List<TextRun>();
            if (inlines is not null)
            {
                Add(inlines, bold: false, italic: false, runs);
            }

            return runs.All(r => string.IsNullOrWhiteSpace(r.Text)) ? [] : runs;
        }

        private void Add(ContainerInline inlines, bool bold, bool italic, List<TextRun> runs)
        {
            foreach (var inline in inlines)
            {
                switch (inline)
                {
                    case EmphasisInline emphasis when IsInWord(emphasis.Span):
                        var signs = new string(emphasis.DelimiterChar, emphasis.DelimiterCount);
                        Add(signs, bold, italic, runs);
                        Add(emphasis, bold, italic, runs);
                        Add(signs, bold, italic, runs);
                        break;
                    case EmphasisInline emphasis:
                        Add(emphasis, bold || emphasis.DelimiterCount > 1, italic || emphasis.DelimiterCount == 1, runs);
                        break;
                    case LinkInline { IsImage: false, Title: null or "" } link:
                        Add(link, bold, italic, runs);
                        Add(string.IsNullOrWhiteSpace(link.Url) ? "" : $" ({link.Url})", bold, italic, runs);
                        break;
                    case LinkInline other:
                        Add(other.IsImage ? "![" : "[", bold, italic, runs);
                        Add(other, bold, italic, runs);
                        Add($"]({other.Url}{(other.Title is { Length: > 0 } title ? $" \"{title}\"" : "")})", bold, italic, runs);
                        break;
                    case DelimiterInline delimiter:
                        // A bracket without a partner.
                        Add(delimiter.ToLiteral(), bold, italic, runs);
                        Add(delimiter, bold, italic, runs);
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

        /// <summary>Within a word or a calculation ("2*3*4") the signs are no emphasis: without them it would read as another figure.</summary>
        private bool IsInWord(SourceSpan span) =>
            (span.Start > 0 && char.IsLetterOrDigit(text[span.Start - 1])) || (span.End + 1 < text.Length && char.IsLetterOrDigit(text[span.End + 1]));

        /// <summary>Adds to the run before where both look the same: the parser cuts text at every sign that could have had a meaning.</summary>
        private static void Add(string guarded, bool bold, bool italic, List<TextRun> runs)
        {
            var text = Unguarded(guarded);
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
}
