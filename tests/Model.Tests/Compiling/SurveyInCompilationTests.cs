using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

/// <summary>The compilation holds of the survey only what may be shown, and its fingerprint tells two surveys apart.</summary>
public class SurveyInCompilationTests
{
    private static readonly Scale Scale = new()
    {
        Key = "skala",
        Steps = [new ScaleStep("ja", "Ja", StepMeaning.Good), new ScaleStep("nej", "Nej", StepMeaning.Urgent)],
    };

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
                Questions = [new Question { Key = "vet", Kind = QuestionKind.Statement, Text = "Vet du?", Scale = "skala" }],
            },
        ],
        Scales = new Dictionary<string, Scale> { ["skala"] = Scale },
    };

    private static BodySums Sums(string body, int ja, int nej) => new(
        body,
        new SurveySums(
            ja + nej,
            new Dictionary<string, IReadOnlyDictionary<string, int>> { ["vet"] = new Dictionary<string, int> { ["ja"] = ja, ["nej"] = nej } }));

    private static Compilation Compiled(params BodySums[]? bodies) => Compiler.Compile(Year2024.Input([], [], []) with
    {
        Survey = new CompiledSurvey
        {
            Form = Form,
            Names = new Dictionary<string, string>(),
            Result = bodies is null ? null : SurveyResult.Of(Form, bodies, 5),
        },
    });

    private static Figure Figure(Compilation compilation, string name) => compilation.Figures.Single(f => f.Name == name);

    [Fact]
    public void A_closed_survey_has_its_figures_over_all_bodies()
    {
        var compiled = Compiled(Sums("a", 15, 5), Sums("b", 3, 1), Sums("c", 6, 0));

        Assert.Equal(("30", 30), (Figure(compiled, "enkat.svarande").Text, Figure(compiled, "enkat.svarande").Count));
        Assert.Equal((24, 30, 80), (Figure(compiled, "enkat.vet.ja").Count, Figure(compiled, "enkat.vet.ja").N, Figure(compiled, "enkat.vet.ja").Percent));
        Assert.NotNull(compiled.Survey);
    }

    [Fact]
    public void A_total_that_is_hidden_or_not_there_yet_is_said_to_be_missing_under_the_same_names()
    {
        var (open, hidden, shown) = (Compiled(null), Compiled(Sums("a", 3, 0)), Compiled(Sums("a", 15, 5)));

        Assert.Null(open.Survey);
        Assert.All(
            [open, hidden],
            c => Assert.All(c.Figures.Where(f => f.Name.StartsWith("enkat.", StringComparison.Ordinal)), f => Assert.Equal("(uppgift saknas)", f.Text)));
        Assert.Equal(shown.Figures.Select(f => f.Name), open.Figures.Select(f => f.Name));
        Assert.Equal(shown.Figures.Select(f => f.Name), hidden.Figures.Select(f => f.Name));
    }

    [Fact]
    public void The_fingerprint_tells_surveys_apart_that_differ_in_one_body_only_and_not_by_what_is_hidden()
    {
        var one = Compiled(Sums("a", 15, 5), Sums("b", 6, 0), Sums("c", 3, 1), Sums("d", 6, 0));

        Assert.NotEqual(one.Fingerprint, Compiled(Sums("a", 14, 5), Sums("b", 6, 0), Sums("c", 3, 1), Sums("d", 7, 0)).Fingerprint);
        Assert.NotEqual(one.Fingerprint, Compiled(null).Fingerprint);
        Assert.Equal(one.Fingerprint, Compiled(Sums("a", 15, 5), Sums("b", 6, 0), Sums("c", 3, 1), Sums("d", 6, 0)).Fingerprint);
        Assert.Equal(
            Compiled(Sums("a", 15, 5), Sums("b", 3, 1), Sums("c", 4, 0)).Fingerprint,
            Compiled(Sums("a", 15, 5), Sums("b", 4, 0), Sums("c", 3, 1)).Fingerprint);
    }
}
