using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Autosave;

/// <summary>A stored answer, as sent to the open page's script.</summary>
/// <param name="Question">The question's key.</param>
/// <param name="Revision">The revision to send with the next change.</param>
/// <param name="Mark">The content's hash: <see cref="SentAnswers.ContentHash(AnswerContent)"/>.</param>
/// <param name="Value">The stored value; left out if the page has just sent it.</param>
/// <param name="Label">The label of a value on a scale.</param>
/// <param name="Comment">The stored comment.</param>
/// <param name="Evidence">The stored link to evidence.</param>
/// <param name="By">The writer's display name.</param>
/// <param name="Own">Whether the writer is the reader.</param>
/// <param name="When">"14.32".</param>
/// <param name="Note">"Sparat 14.32 av …".</param>
public sealed record AnswerUpdate(
    string Question, int Revision, string Mark, string? Value, string? Label, string? Comment, string? Evidence, string By, bool Own, string When,
    string Note)
{
    /// <summary>For a question that was sent empty and that nobody has ever answered.</summary>
    public static AnswerUpdate Empty(string question) =>
        new(question, 0, SentAnswers.ContentHash(AnswerContent.Empty), null, null, null, null, "", Own: true, "", "");
}

/// <summary>A field's validation error.</summary>
public sealed record FieldFault(string Field, string Message);

/// <summary>The result of a save, or what others have written: the one JSON shape that the form's script reads.</summary>
public sealed record SheetUpdate
{
    /// <summary>The sheet's version, from which the script asks for later changes.</summary>
    public int Version { get; init; }

    /// <summary>Submitted: nothing can be saved until the form is reopened.</summary>
    public bool Locked { get; init; }

    /// <summary>The year is closed.</summary>
    public bool Closed { get; init; }

    /// <summary>Answers that are stored as they were sent.</summary>
    public IReadOnlyList<AnswerUpdate> Saved { get; init; } = [];

    /// <summary>Answers of others that conflict with what was sent.</summary>
    public IReadOnlyList<AnswerUpdate> Conflicts { get; init; } = [];

    /// <summary>Answers written since the version that was asked about.</summary>
    public IReadOnlyList<AnswerUpdate> Answers { get; init; } = [];
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>"4 av 19 påståenden kvar".</summary>
    public string? Remaining { get; init; }

    /// <summary>"15 av 20 frågor är besvarade."</summary>
    public string? Progress { get; init; }
    public int Answered { get; init; }

    /// <summary>"Samordnare för intern kontroll svarar också just nu."; empty if nobody is, null if presence was not read.</summary>
    public string? Here { get; init; }

    /// <summary>The current state of a sheet, without answers.</summary>
    public static SheetUpdate For(AnswerView view) => new()
    {
        Version = view.Sheet.State.Version,
        Locked = view.Sheet.State.Locked,
        Remaining = view.RemainingSentence,
        Progress = Text.With(AnswerTexts.Progress, view.Remaining.Answered, view.Remaining.Questions),
        Answered = view.Remaining.Answered,
    };

    /// <summary>What was last written to a question.</summary>
    public static AnswerUpdate ForAnswer(AnswerView view, StoredAnswer stored, bool withText)
    {
        var question = view.Form.QuestionsFor(view.Who.Body).FirstOrDefault(q => q.Key == stored.Answer.Question);
        Answer answer = stored.Answer;
        return new AnswerUpdate(
            answer.Question,
            stored.Revision,
            SentAnswers.ContentHash(stored),
            withText ? answer.Value : null,
            withText && question is not null ? view.Form.ScaleOf(question)?.Find(answer.Value)?.Label : null,
            withText ? answer.Comment : null,
            withText ? answer.Evidence : null,
            view.NameOf(answer),
            answer.By == view.Who.Contact.Id,
            view.MomentOf(stored),
            view.NoteOf(stored));
    }
}
