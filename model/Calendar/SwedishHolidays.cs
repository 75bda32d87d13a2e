namespace Arshjulet.Model.Calendar;

/// <summary>
/// Public holidays by lag (1989:253) om allmänna helgdagar, and the eves that Swedish offices keep as holidays by collective agreement
/// (midsommarafton, julafton, nyårsafton; 3 a § semesterlagen treats the same three as Sundays).
/// </summary>
public static class SwedishHolidays
{
    /// <summary>The days of a year that are holidays, whatever weekday they fall on.</summary>
    public static IReadOnlySet<DateOnly> Of(int year)
    {
        var easter = EasterSunday(year);
        var midsummer = FirstSaturdayFrom(new DateOnly(year, 6, 20));
        var allSaints = FirstSaturdayFrom(new DateOnly(year, 10, 31));
        return new HashSet<DateOnly>
        {
            new(year, 1, 1), new(year, 1, 6), easter.AddDays(-2), easter, easter.AddDays(1), new(year, 5, 1), easter.AddDays(39),
            easter.AddDays(49), new(year, 6, 6), midsummer.AddDays(-1), midsummer, allSaints, new(year, 12, 24), new(year, 12, 25),
            new(year, 12, 26), new(year, 12, 31),
        };
    }

    /// <summary>Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher). Valid from 1583.</summary>
    public static DateOnly EasterSunday(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4;
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    private static DateOnly FirstSaturdayFrom(DateOnly day) => day.AddDays(((int)DayOfWeek.Saturday - (int)day.DayOfWeek + 7) % 7);
}
