using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers;

/// <summary>An assignment's answers as they stand.</summary>
/// <param name="State">What the sentinel says.</param>
/// <param name="Stored">What was last written to each question: an answer, or nothing where one was taken away.</param>
public sealed record AnswerSheet(SheetState State, IReadOnlyDictionary<string, StoredAnswer> Stored)
{
    /// <summary>Those that say something.</summary>
    public IReadOnlyDictionary<string, StoredAnswer> Answers { get; } = Stored.Where(s => !s.Value.Answer.IsEmpty).ToDictionary();

    public IReadOnlyDictionary<string, Answer> Values => Answers.ToDictionary(a => a.Key, a => a.Value.Answer);

    /// <summary>What was last written to a question, an answer or nothing; null when nobody has written.</summary>
    public StoredAnswer? LastOf(string question) => Stored.GetValueOrDefault(question);

    /// <summary>What a question's answer says now; nothing where there is none.</summary>
    public AnswerContent ContentOf(string question) => LastOf(question)?.Answer.Content ?? AnswerContent.Empty;

    public int RevisionOf(string question) => LastOf(question)?.Revision ?? 0;

    /// <summary>The sheet after these have been written.</summary>
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

/// <summary>What became of a save: all but the conflicts stands, unless the sheet was locked.</summary>
/// <param name="WasLocked">The sheet was frozen before all was written.</param>
/// <param name="Saved">Questions that were changed.</param>
/// <param name="Conflicts">What somebody else had changed meanwhile.</param>
/// <param name="Sheet">The sheet with what was saved in it.</param>
public sealed record SaveOutcome(bool WasLocked, IReadOnlyList<string> Saved, IReadOnlyList<AnswerConflict> Conflicts, AnswerSheet Sheet)
{
    /// <summary>What was written by this save and is now to be logged.</summary>
    public IReadOnlyList<UnloggedChange> Unlogged { get; init; } = [];
}
