namespace Arshjulet.Documents.Texts;

/// <summary>A stretch of text that looks the same throughout.</summary>
/// <param name="Text">A line break inside a paragraph is "\n".</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Italic">Whether it is italic.</param>
/// <param name="Code">Whether it is code; never in a body's own text.</param>
/// <param name="Address">The absolute address that it links to, or null; never in a body's own text.</param>
public sealed record TextRun(string Text, bool Bold = false, bool Italic = false, bool Code = false, string? Address = null);

/// <summary>A block of a text. There are four kinds, and no others.</summary>
public abstract record TextBlock;

/// <summary>A heading; rank 1 is the text's highest, and ranks are counted without gaps whatever levels the text uses.</summary>
public sealed record TextHeading(int Rank, IReadOnlyList<TextRun> Runs) : TextBlock;

/// <summary>A paragraph. A body's own text has normal ones only.</summary>
public sealed record TextParagraph(IReadOnlyList<TextRun> Runs, TextParagraphKind Kind = TextParagraphKind.Normal) : TextBlock;

/// <summary>What a paragraph is printed as.</summary>
public enum TextParagraphKind
{
    Normal,

    /// <summary>The paragraph before a list, kept on the same page as the list.</summary>
    ListIntro,

    Quote,
    Code,
}

/// <summary>A list.</summary>
/// <param name="First">The first number, or null for bullets.</param>
/// <param name="Items">Each item's blocks.</param>
public sealed record TextList(int? First, IReadOnlyList<IReadOnlyList<TextBlock>> Items) : TextBlock;

/// <summary>A table; never in a body's own text.</summary>
/// <param name="AlignedRight">One for each column: whether it holds numbers.</param>
/// <param name="Rows">Each row's cells, the heading row first; a row may have fewer cells than there are columns.</param>
public sealed record TextTable(IReadOnlyList<bool> AlignedRight, IReadOnlyList<IReadOnlyList<IReadOnlyList<TextRun>>> Rows) : TextBlock;
