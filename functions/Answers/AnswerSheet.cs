using Arshjulet.Functions.Audit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Azure;

namespace Arshjulet.Functions.Answers;

/// <summary>An answer with its revision: 1 when first written, one more for each change. An emptied answer keeps counting.</summary>
public sealed record StoredAnswer(Answer Answer, int Revision, ETag ETag)
{
    /// <summary>The sheet's version when it was written.</summary>
    public int Version { get; init; }
}

/// <summary>An assignment's answers as they stand.</summary>
public sealed record AnswerSheet(SheetState State, IReadOnlyDictionary<string, StoredAnswer> Answers)
{
    /// <summary>Answers that were taken away: who did, when, and the revision that the next writer must have seen.</summary>
    public IReadOnlyDictionary<string, StoredAnswer> Emptied { get; init; } = new Dictionary<string, StoredAnswer>();

    public IReadOnlyDictionary<string, Answer> Values => Answers.ToDictionary(a => a.Key, a => a.Value.Answer);

    /// <summary>What was last written to a question, an answer or nothing; null when nobody has written.</summary>
    public StoredAnswer? LastOf(string question) => Answers.GetValueOrDefault(question) ?? Emptied.GetValueOrDefault(question);

    public int RevisionOf(string question) => LastOf(question)?.Revision ?? 0;
}

/// <summary>A wish to set an answer. <paramref name="SeenRevision"/> is the revision the writer saw, 0 for none.</summary>
public sealed record AnswerChange(string Question, string? Value, string? Comment, int SeenRevision)
{
    /// <summary>Address of what the answer rests on.</summary>
    public string? Evidence { get; init; }

    /// <summary>The open page that it comes from, where the page says so: nobody is in conflict with what the same page sent before.</summary>
    public string? Writer { get; init; }

    /// <summary>Counts what that page has sent about this question; one that comes late is behind the times and changes nothing.</summary>
    public int Turn { get; init; }
}

/// <summary>Two people wrote different things: what is stored and what was sent, so that neither is lost.</summary>
public sealed record AnswerConflict(AnswerChange Sent, StoredAnswer Stored);

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
