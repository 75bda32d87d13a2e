using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Texts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Texts;

namespace Arshjulet.Documents;

/// <summary>A text of the office (an instruction, a letter) as a Word document.</summary>
public static class MarkdownDocument
{
    /// <summary>The text under its title. A first heading that repeats the title is left out; raw HTML is shown as text.</summary>
    /// <param name="fileName">With or without ".docx".</param>
    /// <param name="title">Printed first, and kept as the document's title.</param>
    /// <param name="markdown">The text, figures and names already filled in.</param>
    public static DocumentFile Create(string fileName, string title, string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var document = new WordDocument(new DocumentProperties(title));
        document.Title(PlainText.OneLine(title));
        WordBlocks.Append(document, OfficeText.Parse(WithoutTitle(CleanText.From(markdown).TrimStart(), PlainText.OneLine(title))));
        return document.ToFile(fileName);
    }

    private static string WithoutTitle(string markdown, string title)
    {
        var end = markdown.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? markdown : markdown[..end];
        return first.StartsWith("# ", StringComparison.Ordinal) && first[2..].Trim() == title ? markdown[first.Length..] : markdown;
    }
}
