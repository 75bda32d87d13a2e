using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>The answers of one assignment.</summary>
/// <param name="State">The sentinel's state.</param>
/// <param name="Stored">What was last written to each question. The answer is empty if it was removed.</param>
public sealed record AnswerSheet(SheetState State, IReadOnlyDictionary<string, StoredAnswer> Stored)
{
    /// <summary>The answers that are not empty.</summary>
    public IReadOnlyDictionary<string, StoredAnswer> Answers { get; } = Stored.Where(s => !s.Value.Answer.IsEmpty).ToDictionary();

    public IReadOnlyDictionary<string, Answer> Values => Answers.ToDictionary(a => a.Key, a => a.Value.Answer);

    /// <summary>What was last written to a question, possibly an empty answer; null if nothing ever was.</summary>
    public StoredAnswer? LastOf(string question) => Stored.GetValueOrDefault(question);

    /// <summary>The content of a question's answer; empty if there is none.</summary>
    public AnswerContent ContentOf(string question) => LastOf(question)?.Answer.Content ?? AnswerContent.Empty;

    public int RevisionOf(string question) => LastOf(question)?.Revision ?? 0;

    /// <summary>The sheet after a write.</summary>
    public AnswerSheet With(SheetState state, IReadOnlyCollection<StoredAnswer> written)
    {
        var stored = Stored.ToDictionary();
        foreach (var answer in written)
        {
            stored[answer.Answer.Question] = answer;
        }

        return new AnswerSheet(state, stored);
    }
}

/// <summary>The result of a save. Everything except the conflicts was saved, unless the sheet was locked.</summary>
/// <param name="WasLocked">Whether the sheet was locked before everything had been written.</param>
/// <param name="Saved">The questions that were changed.</param>
/// <param name="Conflicts">The changes that conflict with what somebody else has written meanwhile.</param>
/// <param name="Sheet">The sheet after the save.</param>
public sealed record SaveOutcome(bool WasLocked, IReadOnlyList<string> Saved, IReadOnlyList<AnswerConflict> Conflicts, AnswerSheet Sheet)
{
    /// <summary>The log lines for this save, which the caller appends to the log.</summary>
    public IReadOnlyList<UnloggedChange> Unlogged { get; init; } = [];
}
