using Arshjulet.Model.Mail;

namespace Arshjulet.Model.Tests.Mail;

/// <summary>No more than thirty messages a minute are sent, counted from the minute's first round, and everything is sent in the end.</summary>
public class MailPaceTests
{
    private static readonly MailPace Pace = new(30);
    private static readonly DateTimeOffset Nine = new(2024, 9, 16, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_round_begins_a_minute_of_its_own() =>
        Assert.Equal(new PaceWindow(Nine, 0), MailPace.Current(PaceWindow.Unused, Nine));

    [Fact]
    public void A_round_within_the_minute_goes_on_counting_and_one_after_it_begins_anew()
    {
        var window = new PaceWindow(Nine, 12);

        Assert.Equal(window, MailPace.Current(window, Nine.AddSeconds(59.9)));
        Assert.Equal(new PaceWindow(Nine.AddSeconds(60), 0), MailPace.Current(window, Nine.AddSeconds(60)));
    }

    [Fact]
    public void A_clock_that_is_a_little_behind_gives_no_second_minute()
    {
        var window = new PaceWindow(Nine, 30);

        Assert.Equal(0, Pace.Left(MailPace.Current(window, Nine.AddMilliseconds(-20))));
        Assert.Equal(30, Pace.Left(MailPace.Current(window, Nine.AddYears(-1))));
    }

    [Fact]
    public void When_the_minute_is_used_up_then_the_next_round_waits_for_the_next_minute() =>
        Assert.Equal(
            new PostmanRound(new(Nine, 30), NotBefore: Nine.AddMinutes(1)),
            Pace.After(new(Nine, 30), Nine.AddSeconds(9), RoundEnd.MoreWaits, false, null));

    [Fact]
    public void When_only_what_is_kept_for_links_is_left_then_a_wake_may_begin_the_next_round() =>
        Assert.Equal(
            new PostmanRound(new(Nine, 25), RetryAt: Nine.AddMinutes(1)),
            Pace.After(new(Nine, 25), Nine.AddSeconds(9), RoundEnd.MoreWaits, false, null));

    [Fact]
    public void When_more_waits_and_more_may_be_sent_then_the_next_round_begins_at_once() =>
        Assert.Equal(Nine.AddSeconds(60), Pace.After(new(Nine, 7), Nine.AddSeconds(60), RoundEnd.MoreWaits, false, null).NotBefore);

    [Fact]
    public void When_the_mailbox_is_busy_then_the_next_round_waits_for_as_long_as_it_asked() =>
        Assert.Equal(
            new PostmanRound(new(Nine, 2), Nine.AddSeconds(125), Nine.AddSeconds(65)),
            Pace.After(new(Nine, 2), Nine.AddSeconds(5), RoundEnd.MoreWaits, true, TimeSpan.FromSeconds(120)));

    [Fact]
    public void When_the_queue_is_empty_then_nothing_is_waited_for() =>
        Assert.Equal(new PostmanRound(new(Nine, 30)), Pace.After(new(Nine, 30), Nine, RoundEnd.QueueEmpty, false, null));

    [Theory]
    [InlineData(RoundEnd.QueueEmpty, true)]
    [InlineData(RoundEnd.QueueAway, false)]
    public void When_a_message_failed_or_the_queue_is_away_then_the_next_attempt_is_a_minute_later(RoundEnd end, bool failed) =>
        Assert.Equal(new PostmanRound(new(Nine, 3), RetryAt: Nine.AddMinutes(1)), Pace.After(new(Nine, 3), Nine, end, failed, null));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(25, 1)]
    [InlineData(161, 7)]
    public void So_many_messages_take_so_many_minutes(int messages, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Pace.TimeFor(messages));

    /// <summary>Rounds of any length, woken at any time: nobody's messages are more than the pace in a window, and windows never overlap.</summary>
    [Property]
    public void Over_any_rounds_the_pace_is_kept_and_everything_is_sent(PositiveInt perMinute, NonNegativeInt[] wakes, PositiveInt messages)
    {
        var (pace, now, left, window) = (new MailPace(perMinute.Get), Nine, messages.Get, PaceWindow.Unused);
        var sent = new Dictionary<DateTimeOffset, int>();
        for (var round = 0; left > 0; round++)
        {
            window = MailPace.Current(window, now);
            var taken = Math.Min(left, round % 3 == 0 ? pace.Left(window) : pace.LeftForQueue(window));
            left -= taken;
            window = window with { Sent = window.Sent + taken };
            sent[window.Start] = sent.GetValueOrDefault(window.Start) + taken;
            now += TimeSpan.FromMilliseconds(taken);
            var after = pace.After(window, now, left > 0 ? RoundEnd.MoreWaits : RoundEnd.QueueEmpty, false, null);
            var wake = now + TimeSpan.FromSeconds(wakes.ElementAtOrDefault(round)?.Get ?? 60);
            now = after.NotBefore is { } notBefore ? Max(notBefore, now) : after.RetryAt is { } retryAt && retryAt < wake ? Max(retryAt, now) : wake;
        }

        Assert.Equal(messages.Get, sent.Values.Sum());
        Assert.All(sent.Values, n => Assert.InRange(n, 0, pace.PerMinute));
        var starts = sent.Keys.Order().ToArray();
        Assert.All(starts.Zip(starts.Skip(1)), w => Assert.True(w.Second - w.First >= MailPace.Minute));
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
