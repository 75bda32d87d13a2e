using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

/// <summary>No small group's answers in the survey can be read or worked out from what is shown.</summary>
public class SuppressionTests
{
    private const int Smallest = 5;
    private static readonly string[] Steps = ["ja", "delvis", "nej"];

    private static readonly Scale Scale = new() { Key = "skala", Steps = [.. Steps.Select(s => new ScaleStep(s, s, StepMeaning.Neutral))] };

    private static readonly Form Form = new()
    {
        Key = "enkat",
        Version = 1,
        Title = "Enkät",
        For = [BodyKind.Committee],
        Sections =
        [
            new Section
            {
                Key = "a",
                Title = "A",
                Questions = [.. new[] { "q1", "q2" }.Select(q => new Question { Key = q, Kind = QuestionKind.Statement, Text = q, Scale = "skala" })],
            },
        ],
        Scales = new Dictionary<string, Scale> { ["skala"] = Scale },
    };

    [Theory]
    [InlineData(new[] { 10, 20, 30 }, new[] { true, true, true }, true)]
    [InlineData(new[] { 4, 20, 30 }, new[] { false, false, true }, true)]
    [InlineData(new[] { 4, 1, 30 }, new[] { false, false, true }, true)]
    [InlineData(new[] { 1, 2, 30 }, new[] { false, false, false }, true)]
    [InlineData(new[] { 0, 4, 9 }, new[] { true, false, false }, true)]
    [InlineData(new[] { 4, 0, 0 }, new[] { false, true, true }, false)]
    [InlineData(new[] { 2, 2 }, new[] { false, false }, false)]
    [InlineData(new[] { 5 }, new[] { true }, true)]
    [InlineData(new int[0], new bool[0], true)]
    public void A_small_group_hides_the_smallest_neighbour_with_it(int[] counts, bool[] shown, bool total)
    {
        var disclosure = Suppression.Of(counts, Smallest);
        Assert.Equal(shown, disclosure.Shown);
        Assert.Equal(total, disclosure.TotalShown);
    }

    [Fact]
    public void A_group_that_is_hidden_elsewhere_is_hidden_here_however_large_or_empty()
    {
        var disclosure = Suppression.Of([0, 50, 6, 60], Smallest, [0, 1]);
        Assert.Equal([false, false, false, true], disclosure.Shown);
    }

    [Fact]
    public void A_smallest_group_of_one_hides_nothing_and_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Suppression.Of([1], 1));

    [Theory]
    [InlineData(new[] { 4, 20, 30 }, new[] { 5, 25, 30 }, new[] { false, false, true }, true)]
    [InlineData(new[] { 4, 20, 30, 40 }, new[] { 5, 20, 30, 45 }, new[] { false, false, false, false }, true)]
    [InlineData(new[] { 4, 20, 30 }, new[] { 5, 20, 30 }, new[] { false, true, true }, false)]
    [InlineData(new[] { 3, 30 }, new[] { 5, 30 }, new[] { false, true }, false)]
    public void Where_the_others_are_full_more_of_them_are_hidden_or_else_the_total(int[] counts, int[] codes, bool[] shown, bool total)
    {
        var disclosure = Suppression.Of(counts, Smallest, null, [.. codes.Select(c => (int?)c)]);
        Assert.Equal(shown, disclosure.Shown);
        Assert.Equal(total, disclosure.TotalShown);
    }

    [Fact]
    public void More_answers_than_codes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Suppression.Of([6, 7], Smallest, null, [5, 7]));

    [Property(MaxTest = 2000)]
    public Property No_hidden_group_is_small_alone_beside_a_total() => Prop.ForAll(Counts(), counts =>
    {
        var d = Suppression.Of(counts, Smallest);
        var hidden = counts.Where((_, i) => !d.Shown[i]).ToArray();
        var neverSmall = counts.Where((c, i) => d.Shown[i] && c > 0).All(c => c >= Smallest);
        var pooled = !d.TotalShown || hidden.Length == 0 || (hidden.Count(c => c > 0) >= 2 && hidden.Sum() >= Smallest);
        return neverSmall && pooled;
    });

    [Property(MaxTest = 2000)]
    public Property Nothing_is_hidden_without_a_cause() => Prop.ForAll(Counts(), counts =>
        counts.Any(c => c is > 0 and < Smallest) || Suppression.Of(counts, Smallest) is { TotalShown: true } d && d.Shown.All(s => s));

    /// <summary>
    /// An attacker writes down everything that is shown as equations over the hidden cells (body × question × step) and solves them. No
    /// hidden cell may have one solution only, and neither may the number of answers of a hidden body.
    /// </summary>
    [Property(MaxTest = 1000)]
    public Property No_hidden_cell_can_be_solved_for() => Prop.ForAll(Cities(), city =>
    {
        var result = SurveyResult.Of(Form, city, Smallest);
        var hiddenBodies = result.Answers.Bodies.Where(b => b.Answers is null).Select(b => b.Body).ToHashSet();
        var numbers = hiddenBodies.Count == 0 || result.Answers.Total is null || hiddenBodies.Count >= 2;
        return numbers && result.Questions.All(q =>
        {
            var hidden = q.Bodies.Where(b => b.Distribution is null).Select(b => b.Body).ToArray();
            var consistent = hiddenBodies.All(hidden.Contains);
            return consistent && (hidden.Length == 0 || !AnySolvable(q, hidden));
        });
    });

    /// <summary>
    /// An attacker who also has the list of codes. All that she knows is how many answers there can be at most and at least, of a body and of its
    /// answers to a question; she narrows each by all the others until nothing moves. What is left of a hidden one is never one number.
    /// </summary>
    [Property(MaxTest = 2000)]
    public Property Whoever_has_the_codes_cannot_work_out_a_hidden_number() => Prop.ForAll(CitiesWithCodes(), city =>
    {
        var attacker = new CodeAttacker(city, SurveyResult.Of(Form, city, Smallest), Steps);
        return attacker.Hidden().All(h => h.Highest - h.Lowest + 1 >= Math.Min(Smallest, h.Codes + 1)) && attacker.HiddenCells().All(c => c.Highest > c.Lowest);
    });

    /// <summary>
    /// What one body's small group answered can be moved to another without anything shown being different. But where all of the hidden
    /// chose the same step: that they did is told of them together, and then of each.
    /// </summary>
    [Property(MaxTest = 1000)]
    public Property What_a_small_group_answered_can_be_moved_to_another_without_a_trace() => Prop.ForAll(Cities(), city =>
    {
        var shown = Shown(SurveyResult.Of(Form, city, Smallest));
        return SurveyResult.Of(Form, city, Smallest).Questions.All(q =>
        {
            int[] hidden =
            [
                .. Enumerable.Range(0, city.Length).Where(i => q.Bodies[i].Distribution is null && city[i].Sums.Counts.ContainsKey(q.Question.Key)),
            ];
            return hidden.Length == 0
                || q.Total is null
                || q.Rest!.Steps.Count(s => s.Count > 0) == 1
                || hidden.All(i => hidden.Where(j => j != i).Any(j => LooksTheSame(q.Question.Key, i, j)));
        });

        bool LooksTheSame(string question, int i, int j) =>
            Swap(city, question, i, j).Where(CanBe).Any(other => Shown(SurveyResult.Of(Form, other, Smallest)) == shown);
    });

    [Property(MaxTest = 500)]
    public Property A_shown_total_is_what_is_shown_and_the_rest() => Prop.ForAll(Cities(), city =>
        SurveyResult.Of(Form, city, Smallest).Questions.Where(q => q.Total is not null).All(q =>
            q.Total!.N == q.Bodies.Sum(b => b.Distribution?.N ?? 0) + (q.Rest?.N ?? 0) && (q.Rest is null || q.Rest.N >= Smallest)));

    private static Arbitrary<int[]> Counts() =>
        Gen.Choose(0, 12).SelectMany(n => Gen.Frequency((3, Gen.Choose(0, 6)), (1, Gen.Choose(7, 60))).ArrayOf(n)).ToArbitrary();

    private static Arbitrary<BodySums[]> Cities()
    {
        var answer = Gen.Choose(0, 3).ArrayOf(2);
        var body = Gen.Frequency((4, Gen.Choose(0, 6)), (1, Gen.Choose(7, 25))).SelectMany(n => answer.ArrayOf(n));
        return Gen.Choose(1, 7)
            .SelectMany(n => body.ArrayOf(n))
            .Select(bodies => bodies.Select((answers, i) => new BodySums($"b{i}", Sums(answers))).ToArray())
            .ToArbitrary();
    }

    /// <summary>Cities where most have answered: the fewer codes are left, the more the codes tell.</summary>
    private static Arbitrary<BodySums[]> CitiesWithCodes() =>
        (from city in Cities().Generator
         from left in Gen.Frequency((4, Gen.Choose(0, 1)), (2, Gen.Choose(2, 8)), (1, Gen.Constant(-1))).ArrayOf(city.Length)
         select city.Select((b, i) => b with { Codes = left[i] < 0 ? null : Math.Max(Smallest, b.Sums.Answers + left[i]) }).ToArray()).ToArbitrary();

    /// <summary>3 stands for a question that was skipped.</summary>
    private static SurveySums Sums(int[][] answers) => answers.Where(a => a.Any(s => s < 3)).Aggregate(
        SurveySums.None,
        (sums, a) => sums.With(a.Select((s, q) => (Key: $"q{q + 1}", Step: s)).Where(x => x.Step < 3).ToDictionary(x => x.Key, x => Steps[x.Step])));

    /// <summary>All that is shown, a line a question and a last one for the number of answers.</summary>
    private static string Shown(SurveyResult result)
    {
        var questions = result.Questions.Select(q => string.Join(' ', q.Bodies.Select(b => Words(b.Distribution)).Append(Words(q.Total))));
        var answers = string.Join(' ', result.Answers.Bodies.Select(b => b.Answers).Append(result.Answers.Total));
        return string.Join('\n', questions.Append(answers));
    }

    private static string Words(Distribution? d) => d is null ? "-" : string.Join('/', d.Steps.Select(s => s.Count));

    /// <summary>
    /// Cities where two bodies' answers to a question have changed places in one step, or one answer more was the other's, with the manager
    /// who gave it (and what else that manager answered) or without. Only such as can be: nobody answers a question who has not answered.
    /// </summary>
    private static IEnumerable<BodySums[]> Swap(BodySums[] city, string question, int i, int j)
    {
        foreach (var (from, to) in new[] { (i, j), (j, i) })
        {
            foreach (var step in Steps.Where(s => city[from].Sums.Of(question, s) > 0))
            {
                (int, string, int)[] move = [(from, step, -1), (to, step, 1)];
                yield return Changed(city, question, move);
                yield return WithManager(Changed(city, question, move), from, to);
                foreach (var other in city[from].Sums.Counts.Keys.Where(k => k != question))
                {
                    foreach (var too in Steps.Where(s => city[from].Sums.Of(other, s) > 0))
                    {
                        yield return WithManager(Changed(Changed(city, question, move), other, [(from, too, -1), (to, too, 1)]), from, to);
                    }
                }

                foreach (var back in Steps.Where(s => s != step && city[to].Sums.Of(question, s) > 0))
                {
                    yield return Changed(city, question, [.. move, (to, back, -1), (from, back, 1)]);
                }
            }
        }
    }

    private static bool CanBe(BodySums[] city) => city.All(b => b.Sums.Counts.Values.All(steps => steps.Values.Sum() <= b.Sums.Answers));

    private static BodySums[] WithManager(BodySums[] city, int from, int to) =>
        [.. city.Select((b, i) => b with { Sums = b.Sums with { Answers = b.Sums.Answers + (i == to ? 1 : i == from ? -1 : 0) } })];

    private static BodySums[] Changed(BodySums[] city, string question, (int Body, string Step, int By)[] changes)
    {
        var next = city.ToArray();
        foreach (var (b, step, by) in changes)
        {
            var counts = next[b].Sums.Counts.ToDictionary();
            var ofSteps = counts.GetValueOrDefault(question)?.ToDictionary() ?? [];
            ofSteps[step] = next[b].Sums.Of(question, step) + by;
            counts[question] = ofSteps;
            next[b] = next[b] with { Sums = next[b].Sums with { Counts = counts } };
        }

        return next;
    }

    /// <summary>Gauss over the equations "the hidden bodies' answers at a step add up to the total minus the shown".</summary>
    private static bool AnySolvable(SurveyFigures q, string[] hidden)
    {
        if (q.Total is null)
        {
            return false;
        }

        var unknowns = hidden.Length * Steps.Length;
        var equations = Steps.Select((_, s) => Enumerable.Range(0, unknowns).Select(u => u % Steps.Length == s ? 1.0 : 0.0).ToArray()).ToArray();
        return Enumerable.Range(0, unknowns)
            .Any(u => Rank(equations) == Rank([.. equations, [.. Enumerable.Range(0, unknowns).Select(v => v == u ? 1.0 : 0.0)]]));
    }

    private static int Rank(double[][] rows)
    {
        var (m, rank) = (rows.Select(r => r.ToArray()).ToArray(), 0);
        for (var column = 0; m.Length > 0 && column < m[0].Length && rank < m.Length; column++)
        {
            if (Enumerable.Range(rank, m.Length - rank).FirstOrDefault(r => m[r][column] != 0, -1) is var pivot and >= 0)
            {
                (m[rank], m[pivot]) = (m[pivot], m[rank]);
                for (var r = rank + 1; r < m.Length; r++)
                {
                    var factor = m[r][column] / m[rank][column];
                    m[r] = [.. m[r].Select((v, c) => v - (factor * m[rank][c]))];
                }

                rank++;
            }
        }

        return rank;
    }
}
