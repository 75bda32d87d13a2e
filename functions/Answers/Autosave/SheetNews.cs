using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Autosave;

/// <summary>An answer as the open page is told of it.</summary>
/// <param name="Question">Key.</param>
/// <param name="Revision">To send with the next change.</param>
/// <param name="Mark">Of what stands: <see cref="SentAnswers.MarkOf(AnswerContent)"/>.</param>
/// <param name="Value">What stands; left out where the page sent it itself.</param>
/// <param name="Label">The words of a value on a scale.</param>
/// <param name="Comment">The comment that stands.</param>
/// <param name="Evidence">The link that stands.</param>
/// <param name="By">What the writer is called.</param>
/// <param name="Own">Whether it is the reader.</param>
/// <param name="When">"14.32".</param>
/// <param name="Note">"Sparat 14.32 av …".</param>
public sealed record AnswerNews(string Question, int Revision, string Mark, string? Value, string? Label, string? Comment, string? Evidence, string By, bool Own, string When, string Note)
{
    /// <summary>A question that nobody has answered and that was emptied.</summary>
    public static AnswerNews Nothing(string question) => new(question, 0, SentAnswers.MarkOf(AnswerContent.Empty), null, null, null, null, "", Own: true, "", "");
}

/// <summary>What is wrong with a field.</summary>
public sealed record FieldFault(string Field, string Message);

/// <summary>What became of a save, or what others have done: the one shape that the page's script reads.</summary>
public sealed record SheetNews
{
    /// <summary>The sheet's version, to ask for what comes after.</summary>
    public int Version { get; init; }

    /// <summary>Handed in: nothing can be saved until it is opened again.</summary>
    public bool Locked { get; init; }

    /// <summary>The year is closed.</summary>
    public bool Closed { get; init; }

    /// <summary>What was sent and stands.</summary>
    public IReadOnlyList<AnswerNews> Saved { get; init; } = [];

    /// <summary>What stands instead of what was sent.</summary>
    public IReadOnlyList<AnswerNews> Conflicts { get; init; } = [];

    /// <summary>What was written since the version that was asked about.</summary>
    public IReadOnlyList<AnswerNews> Answers { get; init; } = [];
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>"4 av 19 påståenden kvar".</summary>
    public string? Remaining { get; init; }

    /// <summary>"15 av 20 frågor är besvarade."</summary>
    public string? Progress { get; init; }
    public int Answered { get; init; }

    /// <summary>"Samordnare för intern kontroll svarar också just nu."; empty when nobody does, null where it was not looked at.</summary>
    public string? Here { get; init; }

    /// <summary>News of a sheet as it stands.</summary>
    public static SheetNews Of(AnswerView view) => new()
    {
        Version = view.Sheet.State.Version,
        Locked = view.Sheet.State.Locked,
        Remaining = view.RemainsSentence,
        Progress = Text.With(AnswerTexts.Progress, view.Remaining.Answered, view.Remaining.Questions),
        Answered = view.Remaining.Answered,
    };

    /// <summary>What was last written to a question.</summary>
    public static AnswerNews Of(AnswerView view, StoredAnswer stored, bool withText)
    {
        var question = view.Form.QuestionsFor(view.Who.Body).FirstOrDefault(q => q.Key == stored.Answer.Question);
        Answer answer = stored.Answer;
        return new AnswerNews(
            answer.Question,
            stored.Revision,
            SentAnswers.MarkOf(stored),
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
