using Arshjulet.Model.Texts;
using Markdig;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.Texts;

/// <summary>What the office's texts and the bodies' own have in common: how Markdown is parsed, and what its characters say.</summary>
internal static class MarkdownTree
{
    /// <summary>The text's blocks, as <paramref name="blocks"/> makes them of the parsed text and of the text that was parsed.</summary>
    public static IReadOnlyList<TextBlock> Read(
        string? markdown, MarkdownPipeline pipeline, Func<Markdig.Syntax.MarkdownDocument, string, IEnumerable<TextBlock>> blocks,
        Func<string, string>? prepare = null)
    {
        var text = CleanText.From(markdown);
        var prepared = prepare is null ? text : prepare(text);
        return Parse(prepared, pipeline) is { } parsed
            ? [.. blocks(parsed, prepared)]
            : [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new TextParagraph([new TextRun(p)]))];
    }

    /// <summary>The characters of what holds no other inlines; white space and line breaks as they are kept.</summary>
    public static string TextOf(Inline inline) => CleanText.From(inline switch
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

    /// <summary>Null where quotes or lists are nested deeper than in any real text: the parser refuses them, and the text is shown as written.</summary>
    private static Markdig.Syntax.MarkdownDocument? Parse(string text, MarkdownPipeline pipeline)
    {
        try
        {
            return Markdown.Parse(text, pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
