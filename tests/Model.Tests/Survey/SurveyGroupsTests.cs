using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

/// <summary>Bodies with few managers are counted together, and what was decided for a body is kept.</summary>
public class SurveyGroupsTests
{
    private const int Smallest = 5;

    [Fact]
    public void Small_bodies_are_counted_together_and_the_others_for_themselves() => AssertGroups(
        [
            new("a", 4, SurveyGroup.Undecided),
            new("b", 5, SurveyGroup.Undecided),
            new("c", 1, SurveyGroup.Undecided),
            new("d", 0, SurveyGroup.Undecided),
        ],
        own: ["b"],
        small: ["a", "c"],
        waiting: []);

    [Fact]
    public void Small_bodies_that_are_too_few_together_wait() => AssertGroups(
        [new("a", 3, SurveyGroup.Undecided), new("b", 9, SurveyGroup.Undecided), new("c", 1, SurveyGroup.Undecided)],
        own: ["b"],
        small: [],
        waiting: ["a", "c"]);

    [Fact]
    public void What_is_decided_is_kept_whatever_comes_later() => AssertGroups(
        [new("a", 40, SurveyGroup.Common), new("b", 2, SurveyGroup.Own), new("c", 1, SurveyGroup.Undecided)],
        own: ["b"],
        small: ["a", "c"],
        waiting: []);

    [Theory]
    [InlineData("a", 5, SurveyGroup.Own)]
    [InlineData("b", 6, SurveyGroup.Own)]
    [InlineData("c", 4, SurveyGroup.Common)]
    [InlineData("d", 1, SurveyGroup.Common)]
    public void What_is_decided_says_so(string body, int codes, SurveyGroup group)
    {
        BodyCodes[] others = [new("e", 7, SurveyGroup.Undecided), new("f", 4, SurveyGroup.Undecided)];
        var decided = SurveyGroups.Decide([new(body, codes, SurveyGroup.Undecided), .. others], Smallest).Decided;
        Assert.Equal(group, decided.Single(b => b.Body == body).Group);
    }

    private static void AssertGroups(BodyCodes[] bodies, string[] own, string[] small, string[] waiting)
    {
        var grouped = SurveyGroups.Decide(bodies, Smallest);
        Assert.Equal(own, grouped.Own.Select(b => b.Body));
        Assert.Equal(small, grouped.Small.Select(b => b.Body));
        Assert.Equal(waiting, grouped.Waiting.Select(b => b.Body));
    }
}
