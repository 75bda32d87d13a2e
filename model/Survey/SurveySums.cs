namespace Arshjulet.Model.Survey;

/// <summary>
/// All that is kept of a body's answers: how many there are, and how many chose each step of each question. An answer can't be found again once
/// it is added, so nobody can tell which values come from the same person.
/// </summary>
/// <param name="Answers">Managers who answered at least one question.</param>
/// <param name="Counts">Question → step → how many.</param>
public sealed record SurveySums(int Answers, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Counts)
{
    public static SurveySums None { get; } = new(0, new Dictionary<string, IReadOnlyDictionary<string, int>>());

    /// <summary>How many chose a step of a question.</summary>
    public int Of(string question, string step) => Counts.GetValueOrDefault(question)?.GetValueOrDefault(step) ?? 0;

    /// <summary>The sums with one more answer in them: question → step chosen.</summary>
    public SurveySums With(IReadOnlyDictionary<string, string> values)
    {
        var counts = Counts.ToDictionary();
        foreach (var (question, step) in values)
        {
            var steps = counts.GetValueOrDefault(question)?.ToDictionary() ?? [];
            steps[step] = steps.GetValueOrDefault(step) + 1;
            counts[question] = steps;
        }

        return new SurveySums(Answers + 1, counts);
    }
}
