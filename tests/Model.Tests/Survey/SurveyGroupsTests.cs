using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Tests;

public class SurveyGroupsTests
{
    private const int Smallest = 5;

    private static string Decided(params BodyCodes[] bodies)
    {
        var grouped = SurveyGroups.Decide(bodies, Smallest);
        return $"own {Ids(grouped.Own)}, small {Ids(grouped.Small)}, waiting {Ids(grouped.Waiting)}";
    }

    private static string Ids(IEnumerable<BodyCodes> bodies) => string.Join('+', bodies.Select(b => b.Body));

    [Fact]
    public void Small_bodies_are_counted_together_and_the_others_for_themselves() =>
        Assert.Equal("own b, small a+c, waiting ", Decided(new("a", 4, SurveyGroup.Undecided), new("b", 5, SurveyGroup.Undecided), new("c", 1, SurveyGroup.Undecided), new("d", 0, SurveyGroup.Undecided)));

    [Fact]
    public void Small_bodies_that_are_too_few_together_wait() =>
        Assert.Equal("own b, small , waiting a+c", Decided(new("a", 3, SurveyGroup.Undecided), new("b", 9, SurveyGroup.Undecided), new("c", 1, SurveyGroup.Undecided)));

    [Fact]
    public void What_is_decided_is_kept_whatever_comes_later() =>
        Assert.Equal("own b, small a+c, waiting ", Decided(new("a", 40, SurveyGroup.Common), new("b", 2, SurveyGroup.Own), new("c", 1, SurveyGroup.Undecided)));

    [Fact]
    public void What_is_decided_says_so() =>
        Assert.All(SurveyGroups.Decide([new("a", 5, SurveyGroup.Undecided), new("b", 6, SurveyGroup.Undecided), new("c", 4, SurveyGroup.Undecided), new("d", 1, SurveyGroup.Undecided)], Smallest).Decided,
            b => Assert.Equal(b.Codes < Smallest ? SurveyGroup.Common : SurveyGroup.Own, b.Group));
}
