using Arshjulet.Model.Answers;
using Azure;

namespace Arshjulet.Functions.Storage;

/// <summary>An answer with its revision: 1 when first written, one more for each change.</summary>
public sealed record StoredAnswer(Answer Answer, int Revision, ETag ETag);

/// <summary>What the sentinel among an assignment's answers says. It changes with every save, so two savers can't pass each other.</summary>
public sealed record SheetState
{
    /// <summary>Frozen: submitted, and not reopened.</summary>
    public required bool Locked { get; init; }

    /// <summary>How many times submitted.</summary>
    public required int Sequence { get; init; }
    public string? Blob { get; init; }
    public string? Fingerprint { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Null before the first save.</summary>
    public ETag? ETag { get; init; }
}

/// <summary>An assignment's answers as they stand.</summary>
public sealed record AnswerSheet(SheetState State, IReadOnlyDictionary<string, StoredAnswer> Answers)
{
    public IReadOnlyDictionary<string, Answer> Values => Answers.ToDictionary(a => a.Key, a => a.Value.Answer);
}

/// <summary>A wish to set an answer. <paramref name="SeenRevision"/> is the revision the writer saw, 0 for none.</summary>
public sealed record AnswerChange(string Question, string? Value, string? Comment, int SeenRevision);

/// <summary>Two people wrote different things: what is stored and what was sent, so that neither is lost.</summary>
public sealed record AnswerConflict(AnswerChange Sent, StoredAnswer Stored);

/// <summary>What became of a save. Either the sheet was locked and nothing was written, or all but the conflicts stands.</summary>
public sealed record SaveOutcome(bool WasLocked, IReadOnlyList<string> Saved, IReadOnlyList<AnswerConflict> Conflicts);
