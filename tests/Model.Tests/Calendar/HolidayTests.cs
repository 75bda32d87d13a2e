using System.Globalization;

namespace Arshjulet.Model.Tests;

/// <summary>Every Swedish holiday falls on its day, in any year.</summary>
public class HolidayTests
{
    [Theory]
    [InlineData("1818-03-22")] // the earliest day there is
    [InlineData("1943-04-25")] // the latest
    [InlineData("1954-04-18")]
    [InlineData("1961-04-02")]
    [InlineData("1981-04-19")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2016-03-27")]
    [InlineData("2019-04-21")]
    [InlineData("2020-04-12")]
    [InlineData("2021-04-04")]
    [InlineData("2022-04-17")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2029-04-01")]
    [InlineData("2030-04-21")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    public void Easter_is_when_the_almanac_has_it(string day) => Assert.Equal(Day(day), SwedishHolidays.EasterSunday(Day(day).Year));

    // The calendar's own definition, by another road: the Sunday after the ecclesiastical full moon on or after 21 March (Gauss, as corrected).
    [Fact]
    public void Easter_is_the_Sunday_after_the_full_moon_of_spring_in_every_year_from_1583_to_2999()
    {
        Assert.All(Enumerable.Range(1583, 2999 - 1583 + 1), year =>
        {
            var century = year / 100;
            var epact = (14 + (11 * (year % 19)) - (3 * (century + 1) / 4) + (((8 * (century + 1)) + 5) / 25) + 30_000) % 30;
            var adjusted = epact == 0 || (epact == 1 && year % 19 > 10) ? epact + 1 : epact;
            var fullMoon = new DateOnly(year, 4, 19).AddDays(-adjusted);
            var sunday = fullMoon.AddDays(7 - (int)fullMoon.DayOfWeek);
            Assert.Equal(sunday, SwedishHolidays.EasterSunday(year));
        });
    }

    [Theory]
    [InlineData(2024, "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-21 06-22 11-02 12-24 12-25 12-26 12-31")]
    [InlineData(2025, "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-20 06-21 11-01 12-24 12-25 12-26 12-31")]
    [InlineData(2026, "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31")]
    public void The_years_holidays_are_those_of_the_almanac(int year, string days) =>
        Assert.Equal(days.Split(' '), SwedishHolidays.Of(year).Order().Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void Ascension_Day_on_the_first_of_May_is_one_holiday() => Assert.Equal(15, SwedishHolidays.Of(2008).Count);

    [Property]
    public bool Midsummer_Eve_is_a_Friday_19_to_25_June_and_All_Saints_a_Saturday_31_October_to_6_November(PositiveInt offset)
    {
        var days = SwedishHolidays.Of(2000 + (offset.Get % 200));
        return days.Count(d => d is { Month: 6, Day: >= 19 and <= 25, DayOfWeek: DayOfWeek.Friday }) == 1
            && days.Count(d => d is { Month: 6, Day: >= 20 and <= 26, DayOfWeek: DayOfWeek.Saturday }) == 1
            && days.Count(d => d is { DayOfWeek: DayOfWeek.Saturday } and ({ Month: 10, Day: 31 } or { Month: 11, Day: <= 6 })) == 1;
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
