using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Hints;

/// <summary>Finds what a respondent should be asked before submitting. Pure.</summary>
public static class HintRules
{
    /// <summary>With fewer statements than this, the same answers as last year may be chance.</summary>
    private const int FewStatements = 3;

    /// <summary>A shorter text ("Nej", "Inget nytt") is naturally the same each year.</summary>
    private const int ShortText = 40;

    /// <summary>
    /// The hints that apply: the form's rules in order, then answers that are the same as last year, then voluntary questions without an answer. Those
    /// about items are left out: about a service without faults there is nothing to write.
    /// </summary>
    /// <param name="form">The form.</param>
    /// <param name="body">Who answers it.</param>
    /// <param name="answers">The answers by question key.</param>
    /// <param name="lastYear">What the body submitted to the same form the year before, or null.</param>
    public static IReadOnlyList<FoundHint> Find(
        Form form, Body body, IReadOnlyDictionary<string, Answer> answers, IReadOnlyDictionary<string, Answer>? lastYear)
    {
        var asked = form.QuestionsFor(body);
        return
        [
            .. form.Hints.SelectMany(h => OfRule(h, asked, answers)),
            .. lastYear is null ? [] : OfLastYear(asked, answers, lastYear),
            .. asked.Where(q => q is { Required: false, Item: null } && ValueOf(answers, q) is null)
                .Select(q => new FoundHint(HintKind.VoluntaryUnanswered, q)),
        ];
    }

    /// <summary>A rule about questions that are asked of items is tried on each item.</summary>
    private static IEnumerable<FoundHint> OfRule(Hint hint, IReadOnlyList<Question> asked, IReadOnlyDictionary<string, Answer> answers)
    {
        var named = hint.When.Select(c => c.Question).ToHashSet();
        var items = asked.Where(q => named.Contains(q.BareKey)).Select(q => q.Item).Distinct().OrderBy(i => i is null).ToArray();
        foreach (var item in items.Any(i => i is not null) ? items.Where(i => i is not null) : [null])
        {
            var askedHere = asked.Where(q => q.Item == item || q.Item is null).ToArray();
            var about = hint.When.Select(c => (Condition: c, Question: askedHere.FirstOrDefault(q => q.BareKey == c.Question))).ToArray();
            if (about.All(a => a.Question is not null && Holds(a.Condition, ValueOf(answers, a.Question))))
            {
                yield return new FoundHint(HintKind.Rule, about[0].Question!, hint.Text);
            }
        }
    }

    private static bool Holds(HintCondition condition, string? value) => condition switch
    {
        { Is: { } values } => value is not null && values.Contains(value),
        { IsNot: { } values } => value is not null && !values.Contains(value),
        { Answered: { } answered } => value is not null == answered,
        _ => false,
    };

    private static IEnumerable<FoundHint> OfLastYear(
        IReadOnlyList<Question> asked, IReadOnlyDictionary<string, Answer> answers, IReadOnlyDictionary<string, Answer> lastYear)
    {
        var statements = asked.Where(q => q.Kind != QuestionKind.Text).ToArray();
        if (statements.Length >= FewStatements && statements.All(q => ValueOf(answers, q) is { } value && value == ValueOf(lastYear, q)))
        {
            yield return new FoundHint(HintKind.SameAnswersAsLastYear, statements[0], Count: statements.Length);
        }

        foreach (var question in asked.Where(q => q.Kind == QuestionKind.Text
            && ValueOf(answers, q) is { Length: >= ShortText } text && text == ValueOf(lastYear, q)))
        {
            yield return new FoundHint(HintKind.SameTextAsLastYear, question);
        }
    }

    private static string? ValueOf(IReadOnlyDictionary<string, Answer> answers, Question question) => answers.GetValueOrDefault(question.Key)?.Value;
}
