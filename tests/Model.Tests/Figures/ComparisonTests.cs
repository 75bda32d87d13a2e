namespace Arshjulet.Model.Tests;

/// <summary>A change between two years is told in the report's words, and the office's tolerance decides what is level.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData(65, 89, "ökade från 65_procent 2015 till 89_procent 2024", "ökade från 65_procent till 89_procent mellan 2015 och 2024")]
    [InlineData(31, 9, "minskade från 31_procent 2015 till 9_procent 2024", "minskade från 31_procent till 9_procent mellan 2015 och 2024")]
    [InlineData(3, 0, "minskade från 3_procent 2015 till 0_procent 2024", "minskade från 3_procent till 0_procent mellan 2015 och 2024")]
    [InlineData(7, 7, "var oförändrad på 7_procent 2015 och 2024", "var oförändrad på 7_procent mellan 2015 och 2024")]
    public void A_change_is_put_into_words(int from, int to, string yearsBeside, string yearsLast)
    {
        var change = new Comparison(2015, from, 2024, to);
        Assert.Equal(Year2024.Fixed(yearsBeside), change.InProse());
        Assert.Equal(Year2024.Fixed(yearsLast), change.InProseYearsLast());
        Assert.Equal(to - from, change.Points);
    }

    [Theory]
    [InlineData(88, 2, "i nivå med")]
    [InlineData(87, 2, "i nivå med")]
    [InlineData(91, 2, "i nivå med")]
    [InlineData(86, 2, "högre än")]
    [InlineData(92, 2, "lägre än")]
    [InlineData(88, 0, "högre än")]
    [InlineData(89, 0, "i nivå med")]
    public void The_offices_tolerance_decides_what_is_the_same_level(int lastYear, int tolerance, string words) =>
        Assert.Equal(words, new Comparison(2023, lastYear, 2024, 89).Level(tolerance));
}
