using Arshjulet.Functions.Mail;
using Arshjulet.Model.Mail;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>The postman keeps the mailbox's pace, and each message of a round is sent, tried again or given up as it should be.</summary>
public sealed class DeliverMailTests
{
    private readonly PostOffice _office = new();

    [Fact]
    public async Task When_there_is_more_mail_than_the_pace_lets_through_then_each_minute_takes_its_part()
    {
        await _office.PutAsync(70);

        var first = await _office.RoundAsync();
        Assert.Equal(25, _office.Graph.Sent.Count);
        Assert.Equal((null, _office.Now.AddMinutes(1)), (first.NotBefore, first.RetryAt));

        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _office.RoundAsync(first.Window);
        Assert.Equal(50, _office.Graph.Sent.Count);

        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await _office.RoundAsync(second.Window);
        Assert.Equal((null, null), (third.NotBefore, third.RetryAt));
        Assert.Equal(70, _office.Graph.Sent.Distinct().Count());
        Assert.Equal(70, _office.Graph.Sent.Count);
    }

    [Fact]
    public async Task When_somebody_waits_for_a_link_behind_a_long_queue_then_it_goes_at_once_and_within_the_pace()
    {
        await _office.PutAsync(70);
        var round = await _office.RoundAsync();
        for (var link = 1; link <= 6; link++)
        {
            await _office.Outbox.PutAsync(
                PostOffice.MailNamed($"link{link}") with { IsAwaited = true }, _office.Client.Object, TestContext.Current.CancellationToken);
        }

        round = await _office.RoundAsync(round.Window);

        Assert.Equal(Enumerable.Range(1, 5).Select(n => PostOffice.MessageIdOf($"link{n}")), _office.Graph.Sent.Skip(25).Order());
        Assert.Equal(_office.Now.AddMinutes(1), round.NotBefore);
        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        await _office.RoundAsync(round.Window);
        Assert.Equal(PostOffice.MessageIdOf("link6"), _office.Graph.Sent[30]);
        Assert.Equal(30 + 25, _office.Graph.Sent.Count);
    }

    [Fact]
    public async Task When_the_minute_was_used_up_by_rounds_before_then_a_round_takes_only_what_is_left_of_it()
    {
        await _office.PutAsync(10);

        var round = await _office.RoundAsync(new PaceWindow(_office.Now.AddSeconds(-20), 22));

        Assert.Equal(3, _office.Graph.Sent.Count);
        Assert.Equal((null, _office.Now.AddSeconds(40)), (round.NotBefore, round.RetryAt));
        Assert.Equal([3], _office.Queue.Asked);
    }

    [Fact]
    public async Task When_nothing_may_be_sent_then_the_queue_is_not_asked()
    {
        await _office.PutAsync(1);

        await _office.RoundAsync(new PaceWindow(_office.Now, 30));

        Assert.Empty(_office.Queue.Asked);
    }

    [Fact]
    public async Task When_the_queue_hands_out_fewer_than_asked_for_then_the_round_goes_on_until_none_comes()
    {
        _office.Queue.AtATime = 1;
        await _office.PutAsync(5);

        var round = await _office.RoundAsync();

        Assert.Equal(5, _office.Graph.Sent.Count);
        Assert.Equal(new PostmanRound(new PaceWindow(_office.Now, 5)), round);
    }

    [Fact]
    public async Task A_chunk_is_sent_at_the_same_time_and_no_more_is_taken_than_that()
    {
        // Nobody gets an answer before four have asked.
        var (inFlight, four) = (0, new TaskCompletionSource());
        _office.Graph.Rule = async (_, cancellation) =>
        {
            if (Interlocked.Increment(ref inFlight) == 4)
            {
                four.SetResult();
            }

            await four.Task.WaitAsync(cancellation);
            return null;
        };
        await _office.PutAsync(4);

        await _office.RoundAsync();

        Assert.Equal(4, _office.Graph.Sent.Count);
        Assert.All(_office.Queue.Asked, asked => Assert.Equal(4, asked));
    }

    [Fact]
    public async Task When_a_round_has_lasted_a_minute_then_the_next_one_goes_on_at_once()
    {
        _office.Graph.Rule = (_, _) =>
        {
            _office.Clock.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await _office.PutAsync(12);

        var round = await _office.RoundAsync();

        Assert.Equal(8, _office.Graph.Sent.Count);
        Assert.Equal(_office.Now, round.NotBefore);
    }

    [Fact]
    public async Task When_the_queue_is_empty_then_nothing_is_planned() =>
        Assert.Equal(new PostmanRound(new PaceWindow(_office.Now, 0)), await _office.RoundAsync());

    [Fact]
    public async Task When_a_sender_died_after_the_mailbox_took_the_mail_then_it_is_not_sent_again()
    {
        await _office.PutAsync("m1", MailState.Sending);
        _office.Graph.Sent.Add(PostOffice.MessageIdOf("m1"));
        await _office.RoundAsync();
        Assert.Equal(MailState.Sending, await _office.StateAsync("m1"));

        await _office.Queue.Send("2024/m1", earlier: 1);
        await _office.RoundAsync();

        Assert.Equal(MailState.Sent, await _office.StateAsync("m1"));
        Assert.Single(_office.Graph.Sent);
    }

    [Fact]
    public async Task When_a_sender_died_before_the_mailbox_took_the_mail_then_it_is_sent()
    {
        await _office.PutAsync("m1", MailState.Sending);
        await _office.RoundAsync();

        await _office.Queue.Send("2024/m1", earlier: 1);
        await _office.RoundAsync();

        Assert.Equal([PostOffice.MessageIdOf("m1")], _office.Graph.Sent);
    }

    [Fact]
    public async Task When_a_round_is_cut_off_and_run_again_then_nothing_is_lost_or_sent_twice()
    {
        using var stopping = new CancellationTokenSource();
        _office.Graph.Rule = async (id, _) =>
        {
            if (id == PostOffice.MessageIdOf("m6"))
            {
                await stopping.CancelAsync();
            }

            return null;
        };
        await _office.PutAsync(9);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _office.RoundAsync(cancellation: stopping.Token));

        _office.Queue.EndLocks();
        await _office.RoundAsync();

        Assert.Equal(9, _office.Graph.Sent.Count);
        Assert.Equal(9, _office.Graph.Sent.Distinct().Count());
        Assert.Empty(_office.Queue.Waiting);
    }

    [Fact]
    public async Task When_there_are_two_messages_about_one_mail_then_it_is_sent_once()
    {
        await _office.PutAsync(1);
        await _office.Queue.Send("2024/m1");

        await _office.RoundAsync();

        Assert.Single(_office.Graph.Sent);
    }
}
