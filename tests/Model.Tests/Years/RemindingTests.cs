namespace Arshjulet.Model.Tests;

/// <summary>Each reminder falls due once, in order, in the morning in Stockholm so many working days before the deadline.</summary>
public class RemindingTests
{
    private static readonly IReadOnlyList<ReminderStep> Steps = Year2024.Plan.Reminders;

    /// <summary>Friday 2024-12-06: due on 22 November, 3 December, 6 December and, for the late, 10 December; each at 8 in Stockholm.</summary>
    private static readonly DateOnly Deadline = Year2024.Plan.Dates.Deadline.Date;

    [Fact]
    public void Steps_fall_due_in_the_morning_that_many_working_days_before_the_deadline() =>
        Assert.Equal(
            [At(11, 22), At(12, 3), At(12, 6), At(12, 10)],
            Steps.Select(s => Reminding.DueAt(s, Deadline)));

    [Fact]
    public void A_deadline_on_a_holiday_reminds_on_the_next_working_day() =>
        Assert.Equal(new DateOnly(2024, 12, 27), WorkingDays.DayOf(Reminding.DueAt(new("sista", 0), new(2024, 12, 25))));

    [Fact]
    public void Mornings_are_Stockholms_also_in_summer_time() =>
        Assert.Equal(new DateTimeOffset(2025, 4, 17, 6, 0, 0, TimeSpan.Zero), Reminding.DueAt(new("sista", 1), new(2025, 4, 18)));

    [Fact]
    public void Nothing_is_due_a_moment_before_and_the_step_is_due_at_the_instant_itself()
    {
        Assert.Null(Due(At(11, 22).AddTicks(-1)));
        Assert.Equal("forsta", Due(At(11, 22)));
    }

    [Fact]
    public void A_step_that_was_sent_is_not_sent_again()
    {
        Assert.Null(Due(At(11, 22), "forsta"));
        Assert.Null(Due(At(12, 3).AddHours(-1), "forsta"));
        Assert.Equal("andra", Due(At(12, 3), "forsta"));
    }

    [Fact]
    public void Missed_days_are_caught_up_by_one_mail_and_the_earlier_steps_never_follow_it()
    {
        Assert.Equal("sista", Due(At(12, 8)));
        Assert.Null(Due(At(12, 8).AddHours(1), "sista"));
    }

    [Fact]
    public void The_next_instant_is_the_first_step_after_now_until_none_is_left()
    {
        Assert.Equal(At(11, 22), Reminding.Next(Steps, Deadline, At(11, 1)));
        Assert.Equal(At(12, 3), Reminding.Next(Steps, Deadline, At(11, 22)));
        Assert.Null(Reminding.Next(Steps, Deadline, At(12, 10)));
        Assert.Null(Reminding.Next([], Deadline, At(11, 1)));
    }

    [Property]
    public void At_any_instants_each_step_is_sent_at_most_once_in_order_and_never_two_for_one_instant(short[] hours, sbyte[] workingDays)
    {
        ReminderStep[] steps = [.. workingDays.Select((d, i) => new ReminderStep($"steg-{i}", d % 30))];
        var sent = new List<ReminderStep>();
        foreach (var now in hours.Order().Select(h => At(12, 1).AddHours(h % 2000)))
        {
            // The clock may ask any number of times at one instant: the second answer must be silence.
            if (Due(steps, now, sent) is { } step)
            {
                sent.Add(step);
                Assert.Null(Due(steps, now, sent));
                Assert.True(Reminding.DueAt(step, Deadline) <= now);
            }
        }

        Assert.Equal(sent.Distinct(), sent);
        var instants = sent.Select(s => Reminding.DueAt(s, Deadline)).ToArray();
        Assert.Equal(instants.Distinct().Order(), instants);
    }

    [Property]
    public void Whoever_asks_at_every_next_instant_sends_every_step_that_has_a_morning_of_its_own(sbyte[] workingDays)
    {
        ReminderStep[] steps = [.. workingDays.Select(d => d % 30).Where(d => d != 0).Distinct().Select(d => new ReminderStep($"steg{d}", d))];
        var sent = new List<ReminderStep>();
        for (var now = DateTimeOffset.MinValue; Reminding.Next(steps, Deadline, now) is { } next; now = next)
        {
            sent.Add(Due(steps, next, sent)!);
        }

        Assert.Equal(steps.OrderByDescending(s => s.WorkingDaysBefore), sent);
    }

    private static ReminderStep? Due(ReminderStep[] steps, DateTimeOffset now, List<ReminderStep> sent) =>
        Reminding.Due(steps, Deadline, now, [.. sent.Select(s => s.Key)]);

    private static string? Due(DateTimeOffset now, params string[] sent) => Reminding.Due(Steps, Deadline, now, sent)?.Key;

    private static DateTimeOffset At(int month, int day) => new(2024, month, day, 7, 0, 0, TimeSpan.Zero);
}
