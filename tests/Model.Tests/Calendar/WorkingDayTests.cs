using System.Globalization;

namespace Arshjulet.Model.Tests;

/// <summary>Deadlines are counted in Swedish working days and end at midnight in Stockholm.</summary>
public class WorkingDayTests
{
    [Theory]
    [InlineData("2024-12-20", 1, "2024-12-23")] // Friday before Christmas
    [InlineData("2024-12-23", 1, "2024-12-27")]
    [InlineData("2024-12-23", 2, "2024-12-30")]
    [InlineData("2024-12-30", 1, "2025-01-02")]
    [InlineData("2025-01-03", 1, "2025-01-07")] // Epiphany on a Monday
    [InlineData("2025-01-07", -4, "2024-12-27")]
    [InlineData("2025-04-17", 1, "2025-04-22")] // Maundy Thursday is worked, Good Friday to Easter Monday not
    [InlineData("2025-04-22", -1, "2025-04-17")]
    [InlineData("2025-06-19", 1, "2025-06-23")] // Midsummer
    [InlineData("2025-04-19", 0, "2025-04-19")] // none from a Saturday is that Saturday
    [InlineData("2025-04-19", -1, "2025-04-17")]
    public void Working_days_are_counted_over_Christmas_Easter_and_Midsummer(string from, int days, string to) =>
        Assert.Equal(Day(to), WorkingDays.Add(Day(from), days));

    [Theory]
    [InlineData("2025-04-18", "2025-04-22")]
    [InlineData("2025-03-22", "2025-03-24")]
    [InlineData("2025-03-24", "2025-03-24")]
    public void A_day_off_is_moved_to_the_next_working_day(string day, string moved) => Assert.Equal(Day(moved), WorkingDays.OnOrAfter(Day(day)));

    [Property]
    public bool From_a_working_day_going_there_and_back_ends_where_it_began(NonNegativeInt start, int days)
    {
        var day = WorkingDays.OnOrAfter(new DateOnly(2020, 1, 1).AddDays(start.Get));
        return WorkingDays.Add(WorkingDays.Add(day, days), -days) == day;
    }

    [Theory]
    [InlineData("2024-12-06", "2024-12-06T23:00:00Z")] // winter time
    [InlineData("2024-06-14", "2024-06-14T22:00:00Z")] // summer time
    [InlineData("2025-03-29", "2025-03-29T23:00:00Z")] // the night that summer time begins
    [InlineData("2025-03-30", "2025-03-30T22:00:00Z")] // a day of 23 hours
    [InlineData("2025-10-25", "2025-10-25T22:00:00Z")]
    [InlineData("2025-10-26", "2025-10-26T23:00:00Z")] // a day of 25 hours
    public void A_deadline_is_the_end_of_its_day_in_Stockholm(string day, string end)
    {
        var instant = DateTimeOffset.Parse(end, CultureInfo.InvariantCulture);
        Assert.Equal((instant, TimeSpan.Zero), (WorkingDays.EndOf(Day(day)), WorkingDays.EndOf(Day(day)).Offset));
        Assert.Equal(Day(day), WorkingDays.DayOf(instant.AddTicks(-1)));
        Assert.Equal(Day(day).AddDays(1), WorkingDays.DayOf(instant));
    }

    [Theory]
    [InlineData("2025-03-29", 24)]
    [InlineData("2025-03-30", 23)]
    [InlineData("2025-10-26", 25)]
    public void The_days_that_change_the_clock_are_shorter_and_longer(string day, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), WorkingDays.EndOf(Day(day)) - WorkingDays.EndOf(Day(day).AddDays(-1)));

    [Fact]
    public void A_time_that_summer_time_skips_is_taken_an_hour_later_and_one_that_comes_twice_is_taken_in_winter_time()
    {
        var skipped = WorkingDays.At(new(2025, 3, 30), new(2, 30));
        Assert.Equal(new DateTimeOffset(2025, 3, 30, 1, 30, 0, TimeSpan.Zero), skipped);
        Assert.Equal(new TimeSpan(3, 30, 0), WorkingDays.InStockholm(skipped).TimeOfDay);
        Assert.Equal(new DateTimeOffset(2025, 10, 26, 1, 30, 0, TimeSpan.Zero), WorkingDays.At(new(2025, 10, 26), new(2, 30)));
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
