namespace Arshjulet.Functions.Answers.Experts;

/// <summary>What an expert's list shows.</summary>
/// <param name="Answers">The form as each body answers it; there is at least one.</param>
/// <param name="Closed">Whether the year is closed.</param>
/// <param name="Saved">Whether something was saved just now.</param>
public sealed record ExpertView(IReadOnlyList<AnswerView> Answers, bool Closed, bool Saved);
