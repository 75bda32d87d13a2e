using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

public class SurveyGroupsTests
{
    private const int Smallest = 5;

    private static string Decided(params BodyCodes[] bodies) => string.Join(' ', SurveyGroups.Decide(bodies, Smallest).Select(b => $"{b.Body}:{b.Group}"));

    [Fact]
    public void Small_bodies_are_counted_together_and_the_others_for_themselves() =>
        Assert.Equal("a:Common b:Own c:Common", Decided(new("a", 4, SurveyGroup.Undecided), new("b", 5, SurveyGroup.Undecided), new("c", 1, SurveyGroup.Undecided), new("d", 0, SurveyGroup.Undecided)));

    [Fact]
    public void Small_bodies_that_are_too_few_together_wait() =>
        Assert.Equal("a:Undecided b:Own c:Undecided", Decided(new("a", 3, SurveyGroup.Undecided), new("b", 9, SurveyGroup.Undecided), new("c", 1, SurveyGroup.Undecided)));

    [Fact]
    public void What_is_decided_is_kept_whatever_comes_later() =>
        Assert.Equal("a:Common b:Own c:Common", Decided(new("a", 40, SurveyGroup.Common), new("b", 2, SurveyGroup.Own), new("c", 1, SurveyGroup.Undecided)));
}
