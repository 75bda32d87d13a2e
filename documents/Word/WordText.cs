using Arshjulet.Documents.Packaging;
using Arshjulet.Model.Texts;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Arshjulet.Documents.Word;

/// <summary>Runs and paragraphs from text.</summary>
internal static class WordText
{
    public static Paragraph Paragraph(string style, IEnumerable<OpenXmlElement> runs)
    {
        var paragraph = new Paragraph(new ParagraphProperties { ParagraphStyleId = new ParagraphStyleId { Val = style } });
        paragraph.Append(runs);
        return paragraph;
    }

    /// <summary>Text with its line breaks.</summary>
    public static IEnumerable<Run> Runs(string text)
    {
        var lines = CleanText.From(text).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                yield return new Run(new Break());
            }

            if (lines[i].Length > 0)
            {
                yield return Run(lines[i]);
            }
        }
    }

    public static Run Run(string text, bool bold = false, bool italic = false, string? style = null)
    {
        var properties = new RunProperties();
        if (style is not null)
        {
            properties.RunStyle = new RunStyle { Val = style };
        }

        if (bold)
        {
            properties.Bold = new Bold();
            properties.BoldComplexScript = new BoldComplexScript();
        }

        if (italic)
        {
            properties.Italic = new Italic();
            properties.ItalicComplexScript = new ItalicComplexScript();
        }

        var run = properties.HasChildren ? new Run(properties) : new Run();
        run.Append(new Text(CleanText.From(text).Replace('\n', ' ')) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    /// <summary>"Tabell 1. …", the number as a field so that Word renumbers when the secretary adds one.</summary>
    public static Paragraph Caption(string label, int number, string text) => Paragraph(WordStyle.Caption,
    [
        Run($"{label}\u00A0"), Field($" SEQ {label} \\* ARABIC ", $"{number}"), Run($". {PlainText.OneLine(text)}"),
    ]);

    /// <summary>A field, and the result that is shown until Word updates it.</summary>
    public static SimpleField Field(string instruction, string result) => new(Run(result)) { Instruction = instruction };
}
