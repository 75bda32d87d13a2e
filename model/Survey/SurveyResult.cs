using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Survey;

/// <summary>One body's sums.</summary>
/// <param name="Body">The body, or <see cref="SurveyGroups.Common"/> for the small ones together.</param>
/// <param name="Sums">What its managers answered.</param>
/// <param name="Codes">Codes given out, which is how many answers there can be; null where nobody knows (an open link).</param>
public sealed record BodySums(string Body, SurveySums Sums, int? Codes = null);

/// <summary>A body's number of answers, or null where it is hidden.</summary>
public sealed record SurveyNumber(string Body, int? Answers);

/// <summary>Numbers of answers, with the small ones hidden.</summary>
/// <param name="Bodies">In the order given.</param>
/// <param name="Total">All bodies together, or null where hidden.</param>
public sealed record SurveyAnswers(IReadOnlyList<SurveyNumber> Bodies, int? Total);

/// <summary>A body's answers to a question, or null where they are hidden.</summary>
public sealed record SurveyPart(string Body, Distribution? Distribution);

/// <summary>A question's figures, with the small groups hidden.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Bodies">In the order given.</param>
/// <param name="Rest">The hidden bodies together; null where nothing is hidden, or the total is.</param>
/// <param name="Total">All bodies together, or null where hidden.</param>
public sealed record SurveyFigures(Question Question, IReadOnlyList<SurveyPart> Bodies, Distribution? Rest, Distribution? Total);

/// <summary>
/// All that is ever shown of a survey. A body's answers to a question are shown or hidden together. A body whose number of answers is
/// hidden is hidden in every question, so that no question gives the number away.
/// </summary>
public sealed record SurveyResult(SurveyAnswers Answers, IReadOnlyList<SurveyFigures> Questions)
{
    /// <summary>What may be shown of these bodies' answers to a form.</summary>
    /// <exception cref="ArgumentException">A count of a step that its scale does not have.</exception>
    public static SurveyResult Of(Form form, IReadOnlyList<BodySums> bodies, int smallest)
    {
        var counts = bodies.Select(b => b.Sums.Answers).ToArray();
        var atMost = bodies.Select(b => b.Codes).ToArray();
        var whole = Suppression.Of(counts, smallest, null, atMost);
        var hidden = Enumerable.Range(0, counts.Length).Where(i => !whole.Shown[i]).ToArray();
        var answers = new SurveyAnswers(
            [.. bodies.Select((b, i) => new SurveyNumber(b.Body, whole.Shown[i] ? counts[i] : null))],
            whole.TotalShown ? counts.Sum() : null);

        // A question can't have more answers than the survey, so a body's number, where it is shown, is the most that its questions can have.
        int?[] inQuestions = [.. bodies.Select((b, i) => whole.Shown[i] ? counts[i] : b.Codes)];
        var counted = form.Sections.SelectMany(s => s.Questions).Where(q => q.Scale is not null);
        return new SurveyResult(answers, [.. counted.Select(q => FiguresOf(q, form.ScaleOf(q)!, bodies, smallest, hidden, inQuestions))]);
    }

    private static SurveyFigures FiguresOf(Question question, Scale scale, IReadOnlyList<BodySums> bodies, int smallest, int[] hidden, int?[] atMost)
    {
        var all = bodies.Select(b => Distribution.FromCounts(scale, b.Sums.Counts.GetValueOrDefault(question.Key) ?? new Dictionary<string, int>())).ToArray();
        var disclosed = Suppression.Of([.. all.Select(d => d.N)], smallest, hidden, atMost);
        var rest = all.Where((_, i) => !disclosed.Shown[i]).ToArray();
        return new SurveyFigures(
            question,
            [.. bodies.Select((b, i) => new SurveyPart(b.Body, disclosed.Shown[i] ? all[i] : null))],
            disclosed.TotalShown && rest.Length > 0 ? Distribution.Sum(scale, rest) : null,
            disclosed.TotalShown ? Distribution.Sum(scale, all) : null);
    }
}
