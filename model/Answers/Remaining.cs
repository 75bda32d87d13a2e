using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Answers;

/// <summary>What remains before an assignment can be submitted.</summary>
public sealed record Remaining
{
    /// <summary>How many statements and choices the body is asked.</summary>
    public required int Statements { get; init; }

    /// <summary>Required statements and choices without an answer, in order.</summary>
    public required IReadOnlyList<Question> UnansweredStatements { get; init; }

    /// <summary>Required free texts without an answer, in order.</summary>
    public required IReadOnlyList<Question> UnansweredTexts { get; init; }

    /// <summary>How many questions the body is asked in all, and how many have an answer.</summary>
    public required int Questions { get; init; }

    public required int Answered { get; init; }

    /// <summary>How many questions are required.</summary>
    public required int Required { get; init; }

    /// <summary>How many required questions have no answer.</summary>
    public int Unanswered => UnansweredStatements.Count + UnansweredTexts.Count;

    public bool IsNothing => UnansweredStatements.Count == 0 && UnansweredTexts.Count == 0;

    /// <summary>What remains of a form for a body that has given these answers (by question key).</summary>
    public static Remaining Of(Form form, Body body, IReadOnlyDictionary<string, Answer> answers) => Of(form.QuestionsFor(body), answers);

    /// <summary>What remains of these questions, e.g. those about one item.</summary>
    public static Remaining Of(IReadOnlyList<Question> asked, IReadOnlyDictionary<string, Answer> answers)
    {
        bool IsAnswered(Question q) => answers.TryGetValue(q.Key, out var a) && a.Value is not null;
        var open = asked.Where(q => q.Required && !IsAnswered(q)).ToArray();
        return new Remaining
        {
            Statements = asked.Count(q => q.Kind != QuestionKind.Text),
            UnansweredStatements = [.. open.Where(q => q.Kind != QuestionKind.Text)],
            UnansweredTexts = [.. open.Where(q => q.Kind == QuestionKind.Text)],
            Questions = asked.Count,
            Answered = asked.Count(IsAnswered),
            Required = asked.Count(q => q.Required),
        };
    }
}
