namespace Arshjulet.Functions.Answers.Experts;

/// <summary>The view of an expert's list.</summary>
/// <param name="Answers">The form as answered by each body; there is at least one.</param>
/// <param name="Closed">Whether the year is closed.</param>
/// <param name="Saved">Whether something has just been saved.</param>
public sealed record ExpertView(IReadOnlyList<AnswerView> Answers, bool Closed, bool Saved);
