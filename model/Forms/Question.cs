namespace Arshjulet.Model.Forms;

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>A statement judged on a scale; counted in the figures of its form and section.</summary>
    Statement,

    /// <summary>One choice on a scale that is counted by itself, e.g. the step on the maturity ladder.</summary>
    Choice,

    /// <summary>Free text.</summary>
    Text,
}

/// <summary>How a free text is written.</summary>
public enum TextFormat
{
    /// <summary>As it stands.</summary>
    Plain,

    /// <summary>A text of the body's own: headings, paragraphs, lists, bold and italic in light Markdown.</summary>
    Markdown,
}

/// <summary>One thing to answer.</summary>
public sealed record Question
{
    /// <summary>Longest free text and comment, in UTF-16 units: the table's limit for a string is 32,768.</summary>
    public const int MaxTextLength = 30_000;

    /// <summary>Lasting key: the same over the years and over wordings, unique in its form.</summary>
    public required string Key { get; init; }

    /// <summary>Counts the wordings of this key, from 1. A new wording that asks the same thing keeps the key.</summary>
    public int Wording { get; init; } = 1;

    public required QuestionKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Small heading that the question stands under in its section, where a statement repeats its words under two ("Rutinerna är kända").</summary>
    public string? Group { get; init; }

    /// <summary>Help questions shown with the statement.</summary>
    public IReadOnlyList<string> Help { get; init; } = [];

    /// <summary>Key of the scale; null for free text.</summary>
    public string? Scale { get; init; }

    /// <summary>How a free text is written; plain for everything else.</summary>
    public TextFormat Format { get; init; }

    /// <summary>Whether submitting demands an answer.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether a comment may be written beside the answer.</summary>
    public bool Comment { get; init; }

    /// <summary>Whether a link to what the answer rests on may be given beside it.</summary>
    public bool Evidence { get; init; }

    /// <summary>Whether the wording is ours: no document gives it.</summary>
    public bool Sample { get; init; }

    /// <summary>What the question is about where it is asked once for each of several things: a tested service, a sampled film. Else null.</summary>
    public string? Item { get; init; }

    /// <summary>The question with the heading that it stands under, where the same words stand under several.</summary>
    public string FullText => Group is null ? Text : $"{Group}: {Text}";

    /// <summary>The key without the item in front, e.g. <c>undertext</c> of <c>film-3.undertext</c>.</summary>
    public string BareKey => Item is null ? Key : Key[(Item.Length + 1)..];
}
