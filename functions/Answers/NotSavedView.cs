namespace Arshjulet.Functions.Answers;

/// <summary>What was typed to a question and can't be saved; null when nothing was.</summary>
public sealed record NotSavedText(string Question, string? Typed);

/// <summary>What the page shows when nothing can be saved any more: what was typed, and why it is not saved.</summary>
public sealed record NotSavedView
{
    public required AnswerView Answers { get; init; }
    public required string Heading { get; init; }
    public required string Why { get; init; }
    public required IReadOnlyList<NotSavedText> Typed { get; init; }
}
