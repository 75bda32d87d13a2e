using Arshjulet.Model.Mail;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>The postman looks at the queue as often as wakes and time ask for, and no more.</summary>
public sealed class PostmanTests
{
    private readonly PostmanReplay _postman = new();

    private DateTimeOffset Now => new(_postman.Now);

    private PostmanRound Empty => new(new PaceWindow(Now, 0));

    [Fact]
    public void It_looks_as_soon_as_it_is_started_and_sleeps_without_a_timer_while_the_queue_is_empty()
    {
        Assert.Equal((1, PaceWindow.Unused), (_postman.Rounds, _postman.Window));

        _postman.EndRound(Empty);

        Assert.Equal((false, null, "\"sleeping\""), (_postman.IsDelivering, _postman.Timer, _postman.Status));
    }

    [Fact]
    public void A_wake_makes_it_look_once_with_the_pace_that_it_has_kept()
    {
        var window = new PaceWindow(Now, 12);
        _postman.EndRound(new PostmanRound(window));

        _postman.Wake();

        Assert.Equal((2, window), (_postman.Rounds, _postman.Window));
        _postman.EndRound(Empty);
        Assert.False(_postman.IsDelivering);
    }

    [Fact]
    public void A_hundred_wakes_at_once_cost_two_rounds_at_most()
    {
        _postman.EndRound(Empty);
        _postman.Wake(100);
        while (_postman.IsDelivering)
        {
            _postman.EndRound(Empty);
        }

        Assert.InRange(_postman.Rounds, 2, 3);
    }

    [Fact]
    public void A_hundred_wakes_one_by_one_cost_one_more_round_than_the_one_under_way()
    {
        _postman.EndRound(Empty);
        for (var i = 0; i < 100; i++)
        {
            _postman.Wake();
        }

        while (_postman.IsDelivering)
        {
            _postman.EndRound(Empty);
        }

        Assert.Equal(3, _postman.Rounds);
    }

    [Fact]
    public void A_wake_during_a_round_leads_to_one_more()
    {
        _postman.Wake();

        _postman.EndRound(Empty);

        Assert.Equal((2, true), (_postman.Rounds, _postman.IsDelivering));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Wakes_that_arrive_as_a_round_ends_lead_to_one_more(int wakes)
    {
        _postman.EndRound(Empty, wakes);

        Assert.True(_postman.IsDelivering);
    }

    [Fact]
    public void A_wait_that_the_pace_or_the_mailbox_demands_is_not_shortened_by_wakes()
    {
        var notBefore = Now.AddMinutes(2);
        _postman.EndRound(new PostmanRound(new PaceWindow(Now, 30), NotBefore: notBefore, RetryAt: Now.AddMinutes(1)));
        _postman.Wake(3);
        _postman.MoveTo(_postman.Now.AddSeconds(119));
        Assert.Equal((false, notBefore.UtcDateTime), (_postman.IsDelivering, _postman.Timer));

        _postman.MoveTo(_postman.Now.AddSeconds(1));

        Assert.True(_postman.IsDelivering);
        _postman.EndRound(Empty);
        Assert.Equal(2, _postman.Rounds);
    }

    [Fact]
    public void When_more_waits_on_the_queue_then_the_next_round_begins_at_once()
    {
        _postman.EndRound(new PostmanRound(new PaceWindow(Now, 7), NotBefore: Now));

        Assert.Equal((2, null), (_postman.Rounds, _postman.Timer));
    }

    [Fact]
    public void When_something_failed_then_it_looks_again_at_the_latest_when_that_is_due()
    {
        _postman.EndRound(new PostmanRound(new PaceWindow(Now, 3), RetryAt: Now.AddMinutes(1)));
        Assert.Equal((false, _postman.Now.AddMinutes(1)), (_postman.IsDelivering, _postman.Timer));

        _postman.MoveTo(_postman.Now.AddMinutes(1));

        Assert.True(_postman.IsDelivering);
    }

    [Fact]
    public void When_something_failed_then_a_wake_makes_it_look_before_that()
    {
        _postman.EndRound(new PostmanRound(new PaceWindow(Now, 3), RetryAt: Now.AddMinutes(1)));

        _postman.Wake();

        Assert.True(_postman.IsDelivering);
    }

    [Fact]
    public void When_a_round_fails_as_a_whole_then_the_next_one_is_a_minute_later_and_keeps_the_pace()
    {
        var window = new PaceWindow(Now, 12);
        _postman.EndRound(new PostmanRound(window));
        _postman.Wake();

        _postman.FailRound();

        Assert.Equal((false, _postman.Now.AddMinutes(1)), (_postman.IsDelivering, _postman.Timer));
        _postman.MoveTo(_postman.Now.AddMinutes(1));
        Assert.Equal((3, window), (_postman.Rounds, _postman.Window));
    }
}
