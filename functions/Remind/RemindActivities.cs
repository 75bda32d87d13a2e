using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Remind;

/// <summary>Plans reminders. Whom to remind is decided from what is stored, never by matching a date.</summary>
public sealed class RemindActivities(CityContent city, YearStore years, Missing missing, Outbox outbox, TimeProvider clock)
{
    /// <summary>Everyone who has something left and has not been reminded at the current stage, and when the next stage begins.</summary>
    [Function(nameof(PlanReminders))]
    public async Task<RemindPlan> PlanReminders([ActivityTrigger] int year, CancellationToken cancellation)
    {
        if (await years.IsClosedAsync(year, cancellation))
        {
            return new RemindPlan([], null);
        }

        var plan = city.Year(year).Plan;
        var deadline = plan.Dates.Deadline.Date;
        var now = clock.GetUtcNow();
        var reminded = (await outbox.OfYearAsync(year, cancellation)).Where(m => m.Kind == ReminderComposer.Reminder.Name)
            .ToLookup(m => m.Contact, m => ReminderComposer.Reminder.AboutOf(m).Stage);
        var due = (await missing.PeopleAsync(year, cancellation))
            .Select(p => (Person: p, Step: Reminding.Due(plan.Reminders, deadline, now, reminded[p].ToHashSet())))
            .Where(p => p.Step is not null)
            .Select(p => new DueReminder(year, p.Step!.Key, p.Person))
            .ToArray();
        return new RemindPlan(due, Reminding.Next(plan.Reminders, deadline, now)?.UtcDateTime);
    }

    /// <summary>Puts one person's reminder for one stage in the outbox, once.</summary>
    [Function(nameof(PutReminder))]
    public Task PutReminder([ActivityTrigger] DueReminder due, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        outbox.PutAsync(
            ReminderComposer.Reminder.Mail(due.Year, $"paminnelse-{due.Step}-{due.Contact}", due.Contact, new AboutStage(due.Step)),
            client,
            cancellation);
}
