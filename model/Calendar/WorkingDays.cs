namespace Arshjulet.Model.Calendar;

/// <summary>Swedish working days, and the instants that days begin and end. A deadline is the end of its day in Europe/Stockholm.</summary>
public static class WorkingDays
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Monday to Friday, and no holiday.</summary>
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !SwedishHolidays.Of(day.Year).Contains(day);

    /// <summary>The day this many working days after (or, if negative, before) a day. 0 gives the day itself.</summary>
    public static DateOnly Add(DateOnly day, int workingDays)
    {
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
            {
                left--;
            }
        }

        return day;
    }

    /// <summary>The day itself if it is a working day, else the next one.</summary>
    public static DateOnly OnOrAfter(DateOnly day) => IsWorkingDay(day) ? day : Add(day, 1);

    /// <summary>The calendar day in Stockholm at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Stockholm).DateTime);

    /// <summary>A wall-clock time in Stockholm as an instant in UTC. A time that summer time skips is taken an hour later.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (Stockholm.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, Stockholm), TimeSpan.Zero);
    }

    /// <summary>The first instant after a deadline's day, in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>An instant as wall-clock time in Stockholm.</summary>
    public static DateTimeOffset InStockholm(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Stockholm);
}
