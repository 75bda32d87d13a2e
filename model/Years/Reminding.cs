using Arshjulet.Model.Calendar;

namespace Arshjulet.Model.Years;

/// <summary>When reminders are due. It is decided from state and never by matching a date, so that a missed morning is caught up on the next.</summary>
public static class Reminding
{
    /// <summary>Reminders go out when people come to work.</summary>
    public static readonly TimeOnly Morning = new(8, 0);

    /// <summary>The instant a step is due: in the morning of a working day in Stockholm.</summary>
    public static DateTimeOffset DueAt(ReminderStep step, DateOnly deadline) =>
        WorkingDays.At(WorkingDays.OnOrAfter(WorkingDays.Add(deadline, -step.WorkingDaysBefore)), Morning);

    /// <summary>
    /// The step to send now to somebody who is missing: the latest that is due, if it has not been sent. Earlier steps that were
    /// missed are not sent: one mail is enough. Null when nothing is due.
    /// </summary>
    public static ReminderStep? Due(IReadOnlyList<ReminderStep> steps, DateOnly deadline, DateTimeOffset now, IReadOnlyCollection<string> sent)
    {
        var latest = steps.Where(s => DueAt(s, deadline) <= now).OrderBy(s => DueAt(s, deadline)).LastOrDefault();
        return latest is null || sent.Contains(latest.Key) ? null : latest;
    }

    /// <summary>The next instant at which a step falls due after <paramref name="now"/>, or null when none is left.</summary>
    public static DateTimeOffset? Next(IReadOnlyList<ReminderStep> steps, DateOnly deadline, DateTimeOffset now) =>
        steps.Select(s => (DateTimeOffset?)DueAt(s, deadline)).Where(t => t > now).Min();
}
