namespace Arshjulet.Model.Tests;

/// <summary>A share is in whole percent with halves away from zero, of all answers.</summary>
public class PercentTests
{
    [Theory]
    [InlineData(15, 23, 65)]
    [InlineData(18, 23, 78)]
    [InlineData(129, 200, 65)] // 64.5: bankers' rounding would say 64
    [InlineData(131, 200, 66)] // 65.5
    [InlineData(1, 200, 1)] // 0.5
    [InlineData(1, 437, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 100)]
    [InlineData(0, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 100)]
    [InlineData(int.MaxValue / 2, int.MaxValue, 50)]
    public void A_share_is_whole_percent_with_halves_away_from_zero(int count, int n, int percent) => Assert.Equal(percent, Percent.Of(count, n));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(1, 0)]
    [InlineData(0, -1)]
    public void Counts_that_cannot_be_are_refused(int count, int n) => Assert.Throws<ArgumentOutOfRangeException>(() => Percent.Of(count, n));

    [Property]
    public bool A_share_lies_between_0_and_100_and_is_at_most_half_a_percent_off(NonNegativeInt count, NonNegativeInt rest)
    {
        var n = count.Get + rest.Get;
        var percent = Percent.Of(count.Get, n);
        return percent is >= 0 and <= 100 && (n == 0 || Math.Abs((percent * n) - (100 * count.Get)) * 2 <= n);
    }

    [Property]
    public bool Exactly_half_a_percent_is_rounded_up(NonNegativeInt whole) => whole.Get % 100 is var w && Percent.Of((2 * w) + 1, 200) == w + 1;

    [Property]
    public bool More_answers_never_give_a_smaller_share(NonNegativeInt count, PositiveInt rest) =>
        Percent.Of(count.Get, count.Get + rest.Get) <= Percent.Of(count.Get + 1, count.Get + rest.Get);

    [Property]
    public bool The_shares_of_a_scale_sum_to_100_within_half_a_percent_a_step(
        NonNegativeInt good,
        NonNegativeInt improve,
        NonNegativeInt urgent,
        NonNegativeInt none)
    {
        int[] counts = [good.Get, improve.Get, urgent.Get, none.Get];
        var sum = counts.Sum(c => Percent.Of(c, counts.Sum()));
        return counts.Sum() == 0 ? sum == 0 : Math.Abs(sum - 100) <= counts.Length / 2;
    }
}
