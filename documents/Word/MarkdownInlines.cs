using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax.Inlines;

namespace Arshjulet.Documents.Word;

/// <summary>A Markdown paragraph's text as runs.</summary>
internal sealed class MarkdownInlines(WordDocument document)
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    /// <summary>How a run looks where it stands.</summary>
    private readonly record struct Look(bool Bold = false, bool Italic = false, bool Link = false);

    public IReadOnlyList<OpenXmlElement> Of(ContainerInline? inlines)
    {
        var runs = new List<OpenXmlElement>();
        if (inlines is not null)
        {
            Container(inlines, default, runs);
        }

        return runs;
    }

    private void Container(ContainerInline inlines, Look look, List<OpenXmlElement> runs)
    {
        foreach (var inline in inlines)
        {
            Inline(inline, look, runs);
        }
    }

    private void Inline(Inline inline, Look look, List<OpenXmlElement> runs)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Text(literal.Content.ToString(), look, runs);
                break;
            case HtmlEntityInline entity:
                Text(entity.Transcoded.ToString(), look, runs);
                break;
            case CodeInline code:
                runs.Add(WordText.Run(code.Content, look.Bold, look.Italic, WordStyle.CodeText));
                break;
            case LineBreakInline { IsHard: true }:
                runs.Add(new Run(new Break()));
                break;
            case LineBreakInline:
                Text(" ", look, runs);
                break;
            case EmphasisInline emphasis:
                Container(emphasis, emphasis.DelimiterCount > 1 ? look with { Bold = true } : look with { Italic = true }, runs);
                break;
            case AutolinkInline auto:
                Link(auto.IsEmail ? $"mailto:{auto.Url}" : auto.Url, auto.Url, look, runs);
                break;
            case LinkInline { IsImage: false } link:
                Link(link, look, runs);
                break;
            case HtmlInline html:
                Text(html.Tag, look, runs);
                break;
            case ContainerInline container:
                // An image becomes its alternative text.
                Container(container, look, runs);
                break;
        }
    }

    private static void Text(string text, Look look, List<OpenXmlElement> runs)
    {
        if (text.Length > 0)
        {
            runs.Add(WordText.Run(text, look.Bold, look.Italic, look.Link ? WordStyle.Hyperlink : null));
        }
    }

    private void Link(string? address, string text, Look look, List<OpenXmlElement> runs)
    {
        var inner = new List<OpenXmlElement>();
        Text(text, look with { Link = Target(address) is not null }, inner);
        Add(Target(address), look, inner, runs);
    }

    private void Link(LinkInline link, Look look, List<OpenXmlElement> runs)
    {
        var inner = new List<OpenXmlElement>();
        var target = Target(link.Url);
        Container(link, look with { Link = target is not null }, inner);
        if (target is null && !string.IsNullOrWhiteSpace(link.Url))
        {
            Text($" ({link.Url})", look, inner);
        }

        Add(target, look, inner, runs);
    }

    private void Add(string? target, Look look, List<OpenXmlElement> inner, List<OpenXmlElement> runs)
    {
        // A link can't stand in a link, and one without text can't be followed.
        if (target is null || look.Link || inner.Count == 0 || inner.Any(i => i is Hyperlink))
        {
            runs.AddRange(inner);
        }
        else
        {
            runs.Add(new Hyperlink(inner) { Id = document.Link(target), History = true });
        }
    }

    /// <summary>The address if it leads to the web or to a mailbox; scripts, files and relative addresses lead nowhere from a document.</summary>
    private static string? Target(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && uri.AbsoluteUri.Length < 2000 ? uri.AbsoluteUri : null;
}
