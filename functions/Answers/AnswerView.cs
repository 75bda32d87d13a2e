using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Pages;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Answers;

/// <summary>What a form's page shows, or the page of one item that the form asks about.</summary>
public sealed record AnswerView
{
    public required Respondent Who { get; init; }
    public required AssignmentId Id { get; init; }
    public required Form Form { get; init; }
    public required YearContent Content { get; init; }
    public required AnswerSheet Sheet { get; init; }
    public bool Saved { get; init; }

    /// <summary>What the page is about where it is an item's own; null on the form's page.</summary>
    public SectionItem? Item { get; init; }

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

    /// <summary>The form's address; the page's own is <see cref="PageAddress"/>.</summary>
    public string Address => $"/svar/{Who.Year}/{Who.Body.Id}/{Form.Key}";

    public string StartAddress => $"/svar/{Who.Year}/{Who.Body.Id}";

    /// <summary>Where the items are listed: on the form's page, or for an expert together with every other body's.</summary>
    public string ListAddress => Who.IsExpert ? $"/sakkunnig/{Who.Year}/{Form.Key}" : Address;

    /// <summary>Where one is led when the form is handed in. What a body handed in is not an expert's to read.</summary>
    public string HandedInAddress => Who.IsExpert ? ListAddress : $"{Address}/kvitto";

    /// <summary>What the reader answers about one by one, in order: the body's own items, or for an expert every body's.</summary>
    public IReadOnlyList<SectionItem> Items => Who.IsExpert ? Form.AllItems() : Form.ItemsOf(Who.Body);

    public string PageAddress => Item is null ? Address : AddressOf(Item);

    /// <summary>
    /// The questions that stand on the page: the item's, or those of no item; and what was sent from it and is not saved, whatever it is about.
    /// </summary>
    public IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> Shown =>
        [.. Form.SectionsFor(Who.Body).Select(s => (s.Section, (IReadOnlyList<Question>)[.. s.Questions.Where(q => q.Item == Item?.Key || IsUnsaved(q))]))];

    /// <summary>What remains of the form, or of the item on its own page.</summary>
    public Remaining Remaining => Item is null ? Remaining.Of(Form, Who.Body, Sheet.Values) : RemainingOf(Item);

    public string RemainsSentence => Item is null ? Remains.Sentence(Remaining) : Remains.ItemSentence(Remaining);

    /// <summary>Whether the body is asked about anything one by one.</summary>
    public bool HasItems => Form.ItemsOf(Who.Body).Count > 0;

    /// <summary>The item before this one among the reader's own, whatever section it is in; null when there is none.</summary>
    public SectionItem? Before => Item is null ? null : Items.TakeWhile(i => i != Item).LastOrDefault();

    /// <summary>The item after this one.</summary>
    public SectionItem? After => Item is null ? null : Items.SkipWhile(i => i != Item).Skip(1).FirstOrDefault();

    /// <summary>The same for the page of one item; null for the form's own page.</summary>
    /// <exception cref="NotFoundException">The body is not asked about such an item.</exception>
    public AnswerView At(string? item) => item is null
        ? this
        : this with { Item = Form.ItemsOf(Who.Body).FirstOrDefault(i => i.Key == item) ?? throw new NotFoundException($"{Id} is not asked about {item}.") };

    public string AddressOf(SectionItem item) => $"/svar/{Who.Year}/{item.Body}/{Form.Key}/objekt/{item.Key}";

    /// <summary>Where a question stands.</summary>
    public string PlaceOf(Question question) => $"{Address}{(question.Item is null ? "" : $"/objekt/{question.Item}")}#q.{question.Key}";

    public Remaining RemainingOf(SectionItem item) => Remaining.Of([.. Form.QuestionsFor(Who.Body).Where(q => q.Item == item.Key)], Sheet.Values);

    /// <summary>What stands in a question's field: what was sent, else what is saved.</summary>
    public string? ValueOf(Question question) => SentOr('q', question, a => a.Value);

    public string? CommentOf(Question question) => SentOr('k', question, a => a.Comment);

    public string? EvidenceOf(Question question) => SentOr('u', question, a => a.Evidence);

    /// <summary>Whether what stands in the field is not what is saved.</summary>
    public bool IsUnsaved(Question question) =>
        Sent is not null && Clean(ValueOf(question), CommentOf(question), EvidenceOf(question)) != Sheet.ContentOf(question.Key);

    private static AnswerContent Clean(string? value, string? comment, string? evidence) =>
        new(AnswerRules.Clean(value), AnswerRules.Clean(comment), AnswerRules.Clean(evidence));

    public int RevisionOf(Question question) => Sheet.RevisionOf(question.Key);

    public StoredAnswer? LastOf(Question question) => Sheet.LastOf(question.Key);

    /// <summary>"Sparat 14.32", "Sparat 14.32 av samordnare för intern kontroll".</summary>
    public string NoteOf(StoredAnswer stored) => stored.Answer.By == Who.Contact.Id
        ? Text.With(AnswerTexts.SavedAt, MomentOf(stored))
        : Text.With(AnswerTexts.SavedAtBy, MomentOf(stored), NameOf(stored.Answer));

    /// <summary>"14.32" today, else with the date.</summary>
    public string MomentOf(StoredAnswer stored) => WorkingDays.DayOf(stored.Answer.At) == WorkingDays.DayOf(Now)
        ? WorkingDays.InStockholm(stored.Answer.At).ToString("HH.mm", Swedish.Culture)
        : Text.Moment(stored.Answer.At);

    /// <summary>Who wrote an answer, as the page says it: "du", or what they are called.</summary>
    public string NameOf(Answer answer) => answer.By == Who.Contact.Id ? AnswerTexts.You : Names.GetValueOrDefault(answer.By) ?? AnswerTexts.SomebodyElse;

    private string? SentOr(char field, Question question, Func<Answer, string?> stored) =>
        Sent is not null && Sent.TryGetValue($"{field}.{question.Key}", out var sent) ? sent.ToString()
        : Sheet.Answers.GetValueOrDefault(question.Key) is { } last ? stored(last.Answer)
        : null;
}
