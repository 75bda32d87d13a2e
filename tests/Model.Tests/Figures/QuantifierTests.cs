namespace Arshjulet.Model.Tests;

/// <summary>A count or a share is put into the word that fits it, and a larger one never gets a word for fewer.</summary>
public class QuantifierTests
{
    private static readonly string[] FromFewToAll =
    [
        "ingen", "en", "enstaka", "ett fåtal", "några", "flera", "många", "de flesta", "den stora majoriteten", "nästan samtliga", "samtliga",
    ];

    [Theory]
    [InlineData(0, 0, "ingen")]
    [InlineData(0, 23, "ingen")]
    [InlineData(1, 23, "en")]
    [InlineData(1, 1, "samtliga")]
    [InlineData(2, 23, "enstaka")]
    [InlineData(3, 437, "ett fåtal")]
    [InlineData(3, 23, "några")]
    [InlineData(5, 23, "flera")]
    [InlineData(8, 23, "många")]
    [InlineData(12, 23, "de flesta")]
    [InlineData(18, 23, "den stora majoriteten")]
    [InlineData(22, 23, "nästan samtliga")]
    [InlineData(23, 23, "samtliga")]
    [InlineData(int.MaxValue - 1, int.MaxValue, "nästan samtliga")]
    public void A_count_has_a_word(int count, int n, string word) => Assert.Equal(word, Quantifier.Of(count, n));

    [Property]
    public bool One_more_is_never_a_word_for_fewer(NonNegativeInt count, PositiveInt rest)
    {
        var n = count.Get + rest.Get;
        return Array.IndexOf(FromFewToAll, Quantifier.Of(count.Get, n)) is >= 0 and var before
            && before <= Array.IndexOf(FromFewToAll, Quantifier.Of(count.Get + 1, n));
    }

    [Theory]
    [InlineData(10, 40, "en fjärdedel")]
    [InlineData(9, 40, "ungefär en fjärdedel")]
    [InlineData(28, 100, "ungefär en fjärdedel")]
    [InlineData(22, 100, "ungefär en fjärdedel")]
    [InlineData(1, 3, "en tredjedel")]
    [InlineData(11, 23, "ungefär hälften")]
    [InlineData(2, 3, "två tredjedelar")]
    [InlineData(77, 100, "ungefär tre fjärdedelar")]
    [InlineData(29, 100, "29_procent")]
    [InlineData(0, 23, "0_procent")]
    [InlineData(1, 1, "100_procent")]
    public void A_share_near_a_common_fraction_is_called_by_it_else_by_its_percent(int count, int n, string words) =>
        Assert.Equal(Year2024.Fixed(words), Quantifier.Fraction(count, n));

    [Theory]
    [InlineData(0, 0, "0_procent")] // not "en fjärdedel" of nothing
    [InlineData(1_000_000_000, 2_000_000_000, "hälften")]
    [InlineData(1_100_000_000, 2_000_000_000, "55_procent")]
    [InlineData(int.MaxValue, int.MaxValue, "100_procent")]
    public void Neither_nobody_nor_a_great_many_makes_a_false_fraction(int count, int n, string words) =>
        Assert.Equal(Year2024.Fixed(words), Quantifier.Fraction(count, n));

    [Property]
    public bool Counting_in_hundreds_changes_no_fraction(NonNegativeInt count, NonNegativeInt rest) =>
        Quantifier.Fraction(count.Get, count.Get + rest.Get) == Quantifier.Fraction(count.Get * 100, (count.Get + rest.Get) * 100);
}
