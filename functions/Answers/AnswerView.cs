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

/// <summary>The view of a form's page, or of the page of one of its items.</summary>
public sealed record AnswerView
{
    public required Respondent Who { get; init; }
    public required AssignmentId Id { get; init; }
    public required Form Form { get; init; }
    public required YearContent Content { get; init; }
    public required AnswerSheet Sheet { get; init; }
    public bool Saved { get; init; }

    /// <summary>The item, on an item's page; null on the form's page.</summary>
    public SectionItem? Item { get; init; }

    /// <summary>The display names of everyone who answers for the body, by contact id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>The display names of the others who are answering right now.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
    public Faults Faults { get; init; } = new();
    public IReadOnlyList<AnswerConflict> Conflicts { get; init; } = [];

    /// <summary>When the page is rendered. Times of today are shown without a date.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The posted form if not all of it could be saved; the fields keep what was typed.</summary>
    public IFormCollection? Sent { get; init; }

    /// <summary>The form's address. The page's own address is <see cref="PageAddress"/>.</summary>
    public string Address => $"/svar/{Who.Year}/{Who.Body.Id}/{Form.Key}";

    public string StartAddress => $"/svar/{Who.Year}/{Who.Body.Id}";

    /// <summary>The page that lists the items: the form's page, or for an expert the list of all bodies' items.</summary>
    public string ListAddress => Who.IsExpert ? $"/sakkunnig/{Who.Year}/{Form.Key}" : Address;

    /// <summary>The page to show once the form is submitted. An expert may not read a body's submission.</summary>
    public string SubmittedAddress => Who.IsExpert ? ListAddress : $"{Address}/kvitto";

    /// <summary>The items that the reader answers about, in order: the body's own, or for an expert those of all bodies.</summary>
    public IReadOnlyList<SectionItem> Items => Who.IsExpert ? Form.AllItems() : Form.ItemsOf(Who.Body);

    public string PageAddress => Item is null ? Address : AddressOf(Item);

    /// <summary>
    /// The questions on the page: the item's, or on the form's page those without an item; also any other question with a value that was sent but not saved.
    /// </summary>
    public IReadOnlyList<(Section Section, IReadOnlyList<Question> Questions)> VisibleSections =>
        [
            .. Form.SectionsFor(Who.Body)
                .Select(s => (s.Section, (IReadOnlyList<Question>)[.. s.Questions.Where(q => q.Item == Item?.Key || IsUnsaved(q))])),
        ];

    /// <summary>What remains to be answered in the form, or on an item's page in the item.</summary>
    public Remaining Remaining => Item is null ? Remaining.Of(Form, Who.Body, Sheet.Values) : RemainingOf(Item);

    public string RemainingSentence => Item is null ? RemainingWords.FormSentence(Remaining) : RemainingWords.ItemSentence(Remaining);

    /// <summary>Whether the form has items for this body.</summary>
    public bool HasItems => Form.ItemsOf(Who.Body).Count > 0;

    /// <summary>The previous item among the reader's own, across sections; null if this is the first.</summary>
    public SectionItem? PreviousItem => Item is null ? null : Items.TakeWhile(i => i != Item).LastOrDefault();

    /// <summary>The next item; null if this is the last.</summary>
    public SectionItem? NextItem => Item is null ? null : Items.SkipWhile(i => i != Item).Skip(1).FirstOrDefault();

    /// <summary>The view of an item's page; null gives the view of the form's page.</summary>
    /// <exception cref="NotFoundException">The body is not asked about such an item.</exception>
    public AnswerView ForItem(string? item) => item is null
        ? this
        : this with { Item = Form.ItemsOf(Who.Body).FirstOrDefault(i => i.Key == item) ?? throw new NotFoundException($"{Id} is not asked about {item}.") };

    public string AddressOf(SectionItem item) => $"/svar/{Who.Year}/{item.Body}/{Form.Key}/objekt/{item.Key}";

    /// <summary>The address of a question's field.</summary>
    public string PlaceOf(Question question) => $"{Address}{(question.Item is null ? "" : $"/objekt/{question.Item}")}#q.{question.Key}";

    public Remaining RemainingOf(SectionItem item) => Remaining.Of([.. Form.QuestionsFor(Who.Body).Where(q => q.Item == item.Key)], Sheet.Values);

    /// <summary>The value to show in a question's field: what was sent, or else what is saved.</summary>
    public string? ValueOf(Question question) => SentOrStored('q', question, a => a.Value);

    public string? CommentOf(Question question) => SentOrStored('k', question, a => a.Comment);

    public string? EvidenceOf(Question question) => SentOrStored('u', question, a => a.Evidence);

    /// <summary>Whether the field shows something other than what is saved.</summary>
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

    /// <summary>"14.32" if it was today, otherwise with the date.</summary>
    public string MomentOf(StoredAnswer stored) => WorkingDays.DayOf(stored.Answer.At) == WorkingDays.DayOf(Now)
        ? WorkingDays.InStockholm(stored.Answer.At).ToString("HH.mm", Swedish.Culture)
        : Text.Moment(stored.Answer.At);

    /// <summary>Who wrote an answer: "du", or the person's display name.</summary>
    public string NameOf(Answer answer) =>
        answer.By == Who.Contact.Id ? AnswerTexts.You : Names.GetValueOrDefault(answer.By) ?? AnswerTexts.SomebodyElse;

    private string? SentOrStored(char field, Question question, Func<Answer, string?> stored) =>
        Sent is not null && Sent.TryGetValue($"{field}.{question.Key}", out var sent) ? sent.ToString()
        : Sheet.Answers.GetValueOrDefault(question.Key) is { } last ? stored(last.Answer)
        : null;
}
