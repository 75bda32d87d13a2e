namespace Arshjulet.Model.Tests;

/// <summary>A distribution counts every answer on its scale once, "inte tillämplig" included.</summary>
public class DistributionTests
{
    [Fact]
    public void Not_applicable_is_part_of_what_the_shares_are_of()
    {
        var counted = Distribution.Of(Sample.Judgement, ["tillfredsstallande", "tillfredsstallande", "ej-tillamplig", "ej-tillamplig"]);
        Assert.Equal((4, 50), (counted.N, counted["tillfredsstallande"].Percent));
    }

    [Fact]
    public void The_steps_come_in_the_scales_order_with_those_nobody_chose() =>
        Assert.Equal([("ja", 0), ("delvis", 1), ("omgaende", 0)], Distribution.Of(Sample.Yes, ["delvis"]).Steps.Select(s => (s.Step.Value, s.Count)));

    [Fact]
    public void An_answer_that_is_not_on_the_scale_is_an_error_and_not_a_loss()
    {
        Assert.Contains("kanske", Assert.Throws<ArgumentException>(() => Distribution.Of(Sample.Yes, ["ja", "kanske"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["kanske"] = 0 }));
        Assert.Throws<ArgumentException>(() => Distribution.Of(Sample.Yes, [])["kanske"]);
    }

    [Fact]
    public void Nobodys_answers_are_0_of_0()
    {
        var nobody = Distribution.Of(Sample.Yes, []);
        Assert.Equal(0, nobody.N);
        Assert.All(nobody.Steps, s => Assert.Equal((0, 0), (s.Count, s.Percent)));
    }

    [Property]
    public bool A_sum_counts_every_answer_once(byte[] some, byte[] others)
    {
        string[] Values(byte[] picks) => [.. picks.Select(p => Sample.Judgement.Steps[p % 4].Value)];
        var sum = Distribution.Sum(Sample.Judgement, [Distribution.Of(Sample.Judgement, Values(some)), Distribution.Of(Sample.Judgement, Values(others))]);
        var together = Distribution.Of(Sample.Judgement, [.. Values(some), .. Values(others)]);
        return sum.N == some.Length + others.Length && sum.Steps.SequenceEqual(together.Steps);
    }

    [Fact]
    public void A_span_goes_from_the_smallest_share_to_the_largest_and_there_is_none_without_statements()
    {
        var statements = new[] { 15, 18, 16 }.Select(
            yes => Distribution.FromCounts(Sample.Yes, new Dictionary<string, int> { ["ja"] = yes, ["delvis"] = 23 - yes }));
        Assert.Equal(new Span(65, 78), Span.Of(statements, "ja"));
        Assert.Null(Span.Of([], "ja"));
    }
}
