namespace Arshjulet.Model.Tests;

/// <summary>What remains of a form is exactly what is required and not answered.</summary>
public class RemainingTests
{
    private static readonly Form Form = Sample.Of("f",
        Sample.Section("a",
        [
            Sample.Statement("p1", Sample.Yes),
            Sample.Choice("steg", Sample.Judgement),
            Sample.Statement("frivillig", Sample.Yes) with { Required = false },
            Sample.Text("f1"),
            Sample.Text("ide") with { Required = false },
        ]));

    [Fact]
    public void Before_anything_is_answered_all_that_is_required_remains_in_order()
    {
        var left = Of();
        Assert.Equal(["p1", "steg"], left.UnansweredStatements.Select(q => q.Key));
        Assert.Equal(["f1"], left.UnansweredTexts.Select(q => q.Key));
        Assert.Equal((3, 5, 0, false), (left.Statements, left.Questions, left.Answered, left.IsNothing));
        Assert.Equal((3, 3), (left.Unanswered, left.Required));
    }

    [Fact]
    public void When_the_required_ones_are_answered_then_nothing_remains_though_not_all_is_answered()
    {
        var left = Of(Year2024.Answer("p1", "ja"), Year2024.Answer("steg", "forbattring"), Year2024.Answer("f1", "Bra."));
        Assert.True(left.IsNothing);
        Assert.Equal((3, 5), (left.Answered, left.Questions));
    }

    [Fact]
    public void A_comment_without_an_answer_is_no_answer() =>
        Assert.Equal(["p1", "steg"], Of(Year2024.Answer("p1", null, "Vi återkommer.")).UnansweredStatements.Select(q => q.Key));

    [Fact]
    public void An_answer_to_what_was_not_asked_does_not_count() => Assert.Equal(0, Of(Year2024.Answer("p99", "ja")).Answered);

    [Fact]
    public void Every_item_remains_until_it_is_answered_itself()
    {
        var body = City.Named("Fritidsnämnden");
        var films = Sample.Digital.QuestionsFor(body).Where(q => q.Item?.StartsWith("film-", StringComparison.Ordinal) == true).ToArray();
        var one = new Dictionary<string, Answer> { [films[0].Key] = Year2024.Answer(films[0].Key, "ringa") };
        var left = Remaining.Of(Sample.Digital, body, one).UnansweredStatements.Select(q => q.Key).ToArray();
        Assert.DoesNotContain(films[0].Key, left);
        Assert.All(films.Skip(1), f => Assert.Contains(f.Key, left));
        Assert.True(films.Length > 1);
    }

    [Fact]
    public void Of_some_of_the_questions_only_those_remain()
    {
        var left = Remaining.Of(
            [Sample.Statement("p1", Sample.Yes), Sample.Text("f1")],
            new Dictionary<string, Answer> { ["p1"] = Year2024.Answer("p1", "ja") });
        Assert.Equal((1, 2, 2), (left.Unanswered, left.Required, left.Questions));
    }

    private static Remaining Of(params Answer[] answers) => Remaining.Of(Form, City.Committee, answers.ToDictionary(a => a.Question));
}
