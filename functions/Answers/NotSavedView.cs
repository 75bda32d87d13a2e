namespace Arshjulet.Functions.Answers;

/// <summary>Text that was typed for a question and can't be saved; null if there is none.</summary>
public sealed record NotSavedText(string Question, string? Typed);

/// <summary>The view of the page shown when nothing can be saved any more: the reason, and what was typed.</summary>
public sealed record NotSavedView
{
    public required AnswerView Answers { get; init; }
    public required string Heading { get; init; }
    public required string Why { get; init; }
    public required IReadOnlyList<NotSavedText> Typed { get; init; }
}
