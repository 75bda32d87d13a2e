namespace Arshjulet.Model.Answers;

/// <summary>What was last written to a question of a form: an answer, or nothing where one was taken away.</summary>
/// <param name="Answer">What it says now.</param>
/// <param name="Revision">1 when first written, one more for each change. An answer that is emptied keeps counting.</param>
public sealed record StoredAnswer(Answer Answer, int Revision)
{
    /// <summary>The form's version when it was written: every save of the form counts it up.</summary>
    public int Version { get; init; }

    /// <summary>The open page that wrote it, where the page said so.</summary>
    public string? Writer { get; init; }

    /// <summary>That page's count of what it has sent about this question.</summary>
    public int Turn { get; init; }
}

/// <summary>A wish to set an answer.</summary>
/// <param name="Question">Key.</param>
/// <param name="Content">What it is to say.</param>
/// <param name="SeenRevision">The revision that the writer saw, 0 for none.</param>
public sealed record AnswerChange(string Question, AnswerContent Content, int SeenRevision)
{
    /// <summary>The open page that it comes from, where the page says so.</summary>
    public string? Writer { get; init; }

    /// <summary>Counts what that page has sent about this question.</summary>
    public int Turn { get; init; }
}

/// <summary>Two people wrote different things: what was sent and what is stored, so that neither is lost.</summary>
public sealed record AnswerConflict(AnswerChange Sent, StoredAnswer Stored);

/// <summary>
/// Whose write wins when several people, or several pages of one, change the same answers. A change is made if its writer had seen what it
/// replaces; if not, it is a conflict, and its writer chooses between the two. Nobody is in conflict with what the same page sent before.
/// </summary>
public sealed record AnswerMerge
{
    /// <summary>What is to be stored in place of what is.</summary>
    public required IReadOnlyList<StoredAnswer> Writes { get; init; }

    /// <summary>What somebody else has changed since the writer saw it.</summary>
    public required IReadOnlyList<AnswerConflict> Conflicts { get; init; }

    /// <summary>Merges changes into what is stored.</summary>
    /// <param name="stored">What is stored, by question.</param>
    /// <param name="changes">At most one of each question.</param>
    /// <param name="contact">Contact id of who sent them.</param>
    /// <param name="at">When.</param>
    /// <param name="version">The form's version once they are written.</param>
    public static AnswerMerge Of(
        IReadOnlyDictionary<string, StoredAnswer> stored, IReadOnlyList<AnswerChange> changes, string contact, DateTimeOffset at, int version)
    {
        var outcomes = changes.Select(c => (Change: c, Stored: stored.GetValueOrDefault(c.Question))).ToLookup(c => OutcomeOf(c.Stored, c.Change));
        return new AnswerMerge
        {
            Writes = [.. outcomes[Outcome.Written].Select(c => new StoredAnswer(Answered(c.Change, contact, at), (c.Stored?.Revision ?? 0) + 1)
            {
                Version = version,
                Writer = c.Change.Writer,
                Turn = c.Change.Turn,
            })],
            Conflicts = [.. outcomes[Outcome.Conflict].Select(c => new AnswerConflict(c.Change, c.Stored!))],
        };
    }

    private static Answer Answered(AnswerChange change, string contact, DateTimeOffset at) =>
        new() { Question = change.Question, Content = change.Content, By = contact, At = at };

    private enum Outcome
    {
        Unchanged,
        Written,
        Conflict,
    }

    private static Outcome OutcomeOf(StoredAnswer? stored, AnswerChange change)
    {
        var fromSamePage = change.Writer is not null && stored?.Writer == change.Writer;

        // A save that arrives after a later one from the same page is out of date, and that later one is what the writer wants.
        if ((stored?.Answer.Content ?? AnswerContent.Empty) == change.Content || (fromSamePage && change.Turn <= stored!.Turn))
        {
            return Outcome.Unchanged;
        }

        return stored is null || fromSamePage || stored.Revision == change.SeenRevision ? Outcome.Written : Outcome.Conflict;
    }
}
