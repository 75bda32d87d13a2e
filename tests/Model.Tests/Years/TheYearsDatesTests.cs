namespace Arshjulet.Model.Tests;

/// <summary>The year's recipients, meetings, promised reviews and forms are those of the report of 2024.</summary>
public class TheYearsDatesTests
{
    private readonly YearDates _dates = Year2024.Plan.Dates;

    [Fact]
    public void Fifteen_nämnder_and_nine_companies_are_sent_the_decision_in_the_given_order()
    {
        var byOrder = City.Recipients.Reverse().OrderBy(b => b.RecipientOrder).Select(b => b.Name).ToArray();
        Assert.Equal(City.RecipientNames, byOrder);
        Assert.Equal(
            (15, 9),
            (byOrder.Count(n => !n.EndsWith(" AB", StringComparison.Ordinal)), byOrder.Count(n => n.EndsWith(" AB", StringComparison.Ordinal))));
        Assert.Null(City.Board.RecipientOrder);
    }

    [Fact]
    public void The_first_fifteen_recipients_are_in_swedish_order_and_the_companies_are_not()
    {
        var first = City.RecipientNames.Take(15).ToArray();
        Assert.Equal(first, first.Reverse().Order(Swedish.ByName));
        Assert.NotEqual(first, first.Order(StringComparer.InvariantCulture));
        Assert.NotEqual(City.RecipientNames.Skip(15), City.RecipientNames.Skip(15).Order(Swedish.ByName));
    }

    [Fact]
    public void KSAU_is_before_KS_and_KS_before_KF()
    {
        Assert.True(_dates.Ksau.Date < _dates.Ks.Date && _dates.Ks.Date < _dates.Kf.Date);
        Assert.Equal(["måndag 24 mars 2025", "onsdag 2 april 2025", "torsdag 22 maj 2025"],
            new[] { _dates.Ksau, _dates.Ks, _dates.Kf }.Select(d => Swedish.LongDateWithWeekday(d.Date)));
        Assert.Equal((9, 50), (_dates.Ks.Date.DayNumber - _dates.Ksau.Date.DayNumber, _dates.Kf.Date.DayNumber - _dates.Ks.Date.DayNumber));
    }

    [Fact]
    public void The_notice_of_KFs_meeting_is_up_no_later_than_15_May() => Assert.Equal(new DateOnly(2025, 5, 15), Meetings.LatestNotice(_dates.Kf.Date));

    [Theory]
    [InlineData(2021, 2024)]
    [InlineData(2024, 2027)]
    public void What_a_year_promises_is_followed_up_in_three_years(int year, int next)
    {
        var plan = Year2024.Plan with
        {
            Year = year,
            Reviews = [.. Year2024.Plan.Reviews.Select(r => r with { FollowUpYear = r.FollowUpYear is null ? null : year + 3 })],
        };
        var promised = plan.Reviews.Where(r => r.FollowUpYear is not null).Select(r => new FollowUp(plan.Year, r.FollowUpYear!.Value, r.Key, r.Name)).ToArray();
        Assert.All(promised, p => Assert.Equal((next, "tre"), (p.For, Swedish.InWords(p.For - p.PromisedIn))));
        Assert.Equal(["ai", "dos"], promised.Select(p => p.Review));
    }

    [Fact]
    public void A_respondent_is_asked_19_statements_15_and_8_on_AI_and_six_on_access()
    {
        Assert.Equal(19, Kinds(Sample.SelfAssessment, QuestionKind.Statement));
        Assert.Equal((15, 8), (Kinds(Sample.Ai, QuestionKind.Statement), Kinds(Sample.Ai, QuestionKind.Text)));
        Assert.Equal(6, Kinds(Sample.Access, QuestionKind.Statement));
        Assert.Equal(6, Sample.Access.QuestionsFor(City.Company).Select(q => (q.Group, q.Text)).Distinct().Count());
    }

    [Fact]
    public void The_self_assessment_is_answered_first_then_the_reviews_that_KS_has_decided()
    {
        Assert.Equal(["god-intern-kontroll", "ai", "access"], Year2024.Plan.FormKeys(["access", "ai"]));
        Assert.Equal(["god-intern-kontroll"], Year2024.Plan.FormKeys([]));
    }

    private static int Kinds(Form form, QuestionKind kind) => form.QuestionsFor(City.Committee).Count(q => q.Kind == kind);
}
