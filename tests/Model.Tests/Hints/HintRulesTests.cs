using Arshjulet.Model.Hints;

namespace Arshjulet.Model.Tests.Hints;

/// <summary>Before handing in, a body is asked about answers that contradict each other or are last year's, and about nothing else.</summary>
public class HintRulesTests
{
    private static readonly Hint KnownWithoutRoutines = new()
    {
        Key = "kanda-utan-rutiner",
        Text = "Stämmer det?",
        When = [new HintCondition { Question = "system-kanda", Is = ["ja"] }, new HintCondition { Question = "system-dokumenterade", IsNot = ["ja"] }],
    };

    private static readonly Form Access = Sample.Access with { Hints = [KnownWithoutRoutines] };

    [Theory]
    [InlineData("ja", "delvis", true)]
    [InlineData("ja", "omgaende", true)]
    [InlineData("ja", "ja", false)]
    [InlineData("delvis", "delvis", false)]
    [InlineData("ja", null, false)]
    [InlineData(null, "delvis", false)]
    public void When_all_conditions_hold_then_the_question_is_asked_and_else_not(string? known, string? documented, bool asked)
    {
        var found = HintRules.Find(Access, City.Committee, Answers(("system-kanda", known), ("system-dokumenterade", documented)), null);
        Assert.Equal(asked, found.Any(f => f.Kind == HintKind.Rule));
        Assert.All(found, f => Assert.Equal(("system-kanda", "Stämmer det?"), (f.Place.Key, f.Text)));
    }

    [Fact]
    public void When_the_questions_are_asked_of_several_things_then_the_hint_is_put_to_each_by_itself()
    {
        var hint = new Hint
        {
            Key = "allvarlig-och-ringa",
            Text = "Hur?",
            When = [new HintCondition { Question = "kriterium-1", Is = ["allvarlig"] }, new HintCondition { Question = "kriterium-2", Answered = false }],
        };
        var form = Sample.Digital with { Hints = [hint] };
        var items = form.Sections[0].Items!.Where(i => i.Body == City.Committee.Id).ToArray();
        Assert.True(items.Length >= 2);
        var answers = Answers(
            ($"{items[0].Key}.kriterium-1", "allvarlig"),
            ($"{items[1].Key}.kriterium-1", "allvarlig"),
            ($"{items[1].Key}.kriterium-2", "ringa"));

        var found = Assert.Single(HintRules.Find(form, City.Committee, answers, null));

        Assert.Equal($"{items[0].Key}.kriterium-1", found.Place.Key);
    }

    [Fact]
    public void When_a_hint_is_about_what_the_body_is_not_asked_then_it_is_not_put()
    {
        var hint = new Hint { Key = "h", Text = "Hur?", When = [new HintCondition { Question = "kriterium-1", Answered = false }] };
        Assert.Empty(HintRules.Find(Sample.Digital with { Hints = [hint] }, City.Company, Answers(), null));
    }

    [Fact]
    public void When_every_statement_is_as_last_year_then_one_hint_says_so()
    {
        var all = Answers([.. Sample.Access.QuestionsFor(City.Committee).Select(q => (q.Key, (string?)"ja"))]);
        var found = Assert.Single(HintRules.Find(Sample.Access, City.Committee, all, all));
        Assert.Equal((HintKind.SameAnswersAsLastYear, 6), (found.Kind, found.Count));

        var other = new Dictionary<string, Answer>(all) { ["system-kanda"] = all["system-kanda"] with { Value = "delvis" } };
        Assert.Empty(HintRules.Find(Sample.Access, City.Committee, other, all));
    }

    [Fact]
    public void When_a_text_is_word_for_word_last_years_then_it_is_asked_about_unless_it_is_short()
    {
        var answers = Answers(("f1", new string('a', 60)), ("f2", "Nej."));
        var found = Assert.Single(HintRules.Find(Sample.Ai, City.Committee, answers, answers));
        Assert.Equal((HintKind.SameTextAsLastYear, "f1"), (found.Kind, found.Place.Key));
    }

    [Fact]
    public void When_a_voluntary_question_is_unanswered_then_it_is_offered()
    {
        var form = Sample.Of("f", Sample.Section("s", [Sample.Text("frivillig") with { Required = false }, Sample.Text("tvingande")]));
        var found = Assert.Single(HintRules.Find(form, City.Committee, Answers(), null));
        Assert.Equal((HintKind.VoluntaryUnanswered, "frivillig"), (found.Kind, found.Place.Key));
        Assert.Empty(HintRules.Find(form, City.Committee, Answers(("frivillig", "svar")), null));
    }

    private static Dictionary<string, Answer> Answers(params (string Question, string? Value)[] answers) => answers
        .Where(a => a.Value is not null)
        .ToDictionary(a => a.Question, a => new Answer { Question = a.Question, Value = a.Value, By = "samordnare", At = default });
}
