using System.Globalization;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Pages;

/// <summary>The days that a date field takes: without bounds, a slip as in 0024 becomes part of a public record.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day; today, where it is about something that has happened.</param>
public sealed record DateSpan(DateOnly First, DateOnly Last)
{
    /// <summary>From a day until today; where that day is still to come, as in a year that is tried out, from a year ago.</summary>
    public static DateSpan UntilToday(DateOnly first, TimeProvider clock)
    {
        var today = WorkingDays.DayOf(clock.GetUtcNow());
        return new DateSpan(first <= today ? first : today.AddYears(-1), today);
    }

    /// <summary>The first day as the field's <c>min</c> takes it.</summary>
    public string Min => First.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The last day as the field's <c>max</c> takes it.</summary>
    public string Max => Last.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The date in a field, or null with a fault that says why there is none.</summary>
    public DateOnly? Read(IFormCollection form, string field, string missing, string inFuture, Faults faults)
    {
        var date = form.DateOf(field);
        var fault = date is null ? missing
            : date > Last ? inFuture
            : date < First ? Text.With(PageTexts.DateTooEarly, Swedish.LongDate(First)) : null;
        if (fault is null)
        {
            return date;
        }

        faults.Add(field, fault);
        return null;
    }
}
