namespace Arshjulet.Model.Forms;

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>A statement assessed on a scale; counted in the figures of its form and section.</summary>
    Statement,

    /// <summary>One choice on a scale that is counted by itself, e.g. the step on the maturity ladder.</summary>
    Choice,

    /// <summary>Free text.</summary>
    Text,
}

/// <summary>How a free text is written.</summary>
public enum TextFormat
{
    /// <summary>Without formatting.</summary>
    Plain,

    /// <summary>A body's own text: headings, paragraphs, lists, bold and italic in light Markdown.</summary>
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

    /// <summary>Small heading over the question in its section, where several statements have the same words ("Rutinerna är kända").</summary>
    public string? Group { get; init; }

    /// <summary>Help questions shown with the statement.</summary>
    public IReadOnlyList<string> Help { get; init; } = [];

    /// <summary>Key of the scale; null for free text.</summary>
    public string? Scale { get; init; }

    /// <summary>How a free text is written; plain for everything else.</summary>
    public TextFormat Format { get; init; }

    /// <summary>Whether the form can't be submitted without an answer.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether a comment may be written beside the answer.</summary>
    public bool Comment { get; init; }

    /// <summary>Whether a link to the evidence may be given beside the answer.</summary>
    public bool Evidence { get; init; }

    /// <summary>Whether the wording is ours and taken from no document.</summary>
    public bool Sample { get; init; }

    /// <summary>Key of the item that the question is about (a tested service, a sampled film); null in an ordinary section.</summary>
    public string? Item { get; init; }

    /// <summary>The question's words with its small heading in front, where it has one.</summary>
    public string FullText => Group is null ? Text : $"{Group}: {Text}";

    /// <summary>The key without the item in front, e.g. <c>undertext</c> of <c>film-3.undertext</c>.</summary>
    public string BareKey => Item is null ? Key : Key[(Item.Length + 1)..];
}
