namespace Arshjulet.Documents.OwnTexts;

/// <summary>A stretch of text. A line break inside a paragraph is "\n".</summary>
public sealed record OwnTextRun(string Text, bool Bold = false, bool Italic = false);

/// <summary>A block of a body's own text. There are three kinds, and no others.</summary>
public abstract record OwnTextBlock;

/// <summary>A heading; 1 is the text's highest rank, and no rank is skipped by counting.</summary>
public sealed record OwnTextHeading(int Rank, IReadOnlyList<OwnTextRun> Runs) : OwnTextBlock;

public sealed record OwnTextParagraph(IReadOnlyList<OwnTextRun> Runs) : OwnTextBlock;

/// <summary>A list.</summary>
/// <param name="First">The first number, or null for bullets.</param>
/// <param name="Items">Each item's blocks: paragraphs and lists in it.</param>
public sealed record OwnTextList(int? First, IReadOnlyList<IReadOnlyList<OwnTextBlock>> Items) : OwnTextBlock;
