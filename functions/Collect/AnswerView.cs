using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Collect.Sharing;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Collect;

/// <summary>A form on the start page.</summary>
public sealed record StartLine(Form Form, AnswerSheet Sheet, Remaining Remaining);

/// <summary>What was typed to a question and can't be saved; null when nothing was.</summary>
public sealed record NotSavedText(string Question, string? Typed);

/// <summary>What a body's start page shows.</summary>
public sealed record StartView
{
    public required Respondent Who { get; init; }
    public required YearContent Content { get; init; }
    public required YearState State { get; init; }
    public required IReadOnlyList<StartLine> Lines { get; init; }

    /// <summary>What the others are called who answer right now.</summary>
    public required IReadOnlyList<string> Others { get; init; }
    public required IReadOnlyList<ForwardedTo> Forwarded { get; init; }

    /// <summary>What was just done: <c>skickat</c>, <c>aterkallat</c>.</summary>
    public string? Done { get; init; }

    /// <summary>The address that was sent and could not be used.</summary>
    public string? Address { get; init; }
    public Faults Faults { get; init; } = new();
}

/// <summary>What a form's page shows.</summary>
public sealed record AnswerView
{
    public required Respondent Who { get; init; }
    public required AssignmentId Id { get; init; }
    public required Form Form { get; init; }
    public required YearContent Content { get; init; }
    public required AnswerSheet Sheet { get; init; }
    public bool Saved { get; init; }

    /// <summary>What everyone who answers for the body is called, by contact id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What the others are called who answer right now.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
    public Faults Faults { get; init; } = new();
    public IReadOnlyList<AnswerConflict> Conflicts { get; init; } = [];

    /// <summary>When the page is made; decides how moments are written.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What was sent and could not all be saved; it stands in the fields again.</summary>
    public IFormCollection? Sent { get; init; }

    public string Address => $"/svar/{Who.Year}/{Who.Body.Id}/{Form.Key}";

    public string StartAddress => $"/svar/{Who.Year}/{Who.Body.Id}";

    public Remaining Remaining => Remaining.Of(Form, Who.Body, Sheet.Values);

    /// <summary>What stands in a question's field: what was sent, else what is saved.</summary>
    public string? ValueOf(Question question) => Sent is not null && Sent.ContainsKey($"q.{question.Key}") ? Sent[$"q.{question.Key}"].ToString() : Sheet.Answers.GetValueOrDefault(question.Key)?.Answer.Value;

    public string? CommentOf(Question question) => Sent is not null && Sent.ContainsKey($"k.{question.Key}") ? Sent[$"k.{question.Key}"].ToString() : Sheet.Answers.GetValueOrDefault(question.Key)?.Answer.Comment;

    /// <summary>Whether what stands in the field is not what is saved.</summary>
    public bool IsUnsaved(Question question) =>
        Sent is not null && SentAnswers.MarkOf(AnswerRules.Clean(ValueOf(question)), AnswerRules.Clean(CommentOf(question))) != SentAnswers.MarkOf(LastOf(question));

    public int RevisionOf(Question question) => Sheet.RevisionOf(question.Key);

    public StoredAnswer? LastOf(Question question) => Sheet.LastOf(question.Key);

    /// <summary>"Sparat 14.32", "Sparat 14.32 av samordnare för intern kontroll".</summary>
    public string NoteOf(StoredAnswer stored) => stored.Answer.By == Who.Contact.Id
        ? Text.With(CollectTexts.SavedAt, MomentOf(stored))
        : Text.With(CollectTexts.SavedAtBy, MomentOf(stored), NameOf(stored.Answer));

    /// <summary>"14.32" today, else with the date.</summary>
    public string MomentOf(StoredAnswer stored) => WorkingDays.DayOf(stored.Answer.At) == WorkingDays.DayOf(Now)
        ? WorkingDays.InStockholm(stored.Answer.At).ToString("HH.mm", Swedish.Culture)
        : Text.Moment(stored.Answer.At);

    /// <summary>Who wrote an answer, as the page says it: "du", or what they are called.</summary>
    public string NameOf(Answer answer) => answer.By == Who.Contact.Id ? CollectTexts.You : Names.GetValueOrDefault(answer.By) ?? CollectTexts.SomebodyElse;
}
