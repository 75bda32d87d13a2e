using System.Net;
using System.Net.Http.Headers;
using Arshjulet.Functions.Mail;
using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>However Microsoft Graph and Service Bus fail, no mail is lost and none is sent twice.</summary>
public sealed class FailedDeliveryTests
{
    private readonly PostOffice _office = new();

    public static TheoryData<HttpStatusCode, string?, double> BusyAnswers => new()
    {
        { HttpStatusCode.TooManyRequests, "120", 120 },
        { HttpStatusCode.TooManyRequests, null, 60 },
        { HttpStatusCode.ServiceUnavailable, null, 60 },
        { HttpStatusCode.ServiceUnavailable, "300", 300 },
        { HttpStatusCode.ServiceUnavailable, "Mon, 16 Sep 2024 06:10:00 GMT", 600 },
        { HttpStatusCode.TooManyRequests, "0", 1 },
    };

    [Theory]
    [MemberData(nameof(BusyAnswers))]
    public async Task When_the_mailbox_is_busy_then_it_is_left_alone_for_as_long_as_it_asks(HttpStatusCode status, string? retryAfter, double seconds)
    {
        _office.Graph.AnswerWith(status, retryAfter is null ? null : RetryConditionHeaderValue.Parse(retryAfter));
        await _office.PutAsync(20);

        var round = await _office.RoundAsync();

        Assert.Equal(_office.Now.AddSeconds(seconds), round.NotBefore);
        Assert.Equal([4], _office.Queue.Asked);
        Assert.Equal(4, _office.Graph.Requests.Count);
        Assert.Equal(20, _office.Queue.Waiting.Count);

        _office.Graph.Rule = (_, _) => Task.FromResult<HttpResponseMessage?>(null);
        _office.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await _office.RoundAsync(round.Window);
        Assert.Equal(20, _office.Graph.Sent.Distinct().Count());
        Assert.Equal(20, _office.Graph.Sent.Count);
    }

    [Fact]
    public async Task When_the_mailbox_gets_busy_in_the_middle_of_a_chunk_then_what_it_took_is_sent()
    {
        _office.Graph.Rule = (id, _) => Task.FromResult(id == PostOffice.MessageIdOf("m2") ? GraphNetwork.Refusal(HttpStatusCode.TooManyRequests) : null);
        await _office.PutAsync(4);

        var round = await _office.RoundAsync();

        Assert.Equal(3, round.Window.Sent);
        Assert.Equal(MailState.Sent, await _office.StateAsync("m1"));
        Assert.Equal(MailState.Retrying, await _office.StateAsync("m2"));
        Assert.Equal(["2024/m2"], _office.Queue.Waiting);
    }

    [Fact]
    public async Task When_a_mail_is_refused_then_the_others_go_and_it_goes_back_to_the_queue_when_the_round_ends()
    {
        _office.Graph.Rule = (id, _) => Task.FromResult(id == PostOffice.MessageIdOf("m1")
            ? GraphNetwork.Refusal(HttpStatusCode.BadRequest, body: """{"error":{"code":"ErrorInvalidRecipients","message":"no"}}""")
            : null);
        await _office.PutAsync(9);

        var round = await _office.RoundAsync();

        Assert.Equal(new PostmanRound(new PaceWindow(_office.Now, 9), RetryAt: _office.Now.AddMinutes(1)), round);
        Assert.Equal("abandoned 2024/m1", _office.Queue.Settled[^1]);
        Assert.Equal(9, _office.Queue.Settled.Count);
        Assert.Equal(MailState.Retrying, await _office.StateAsync("m1"));
    }

    [Fact]
    public async Task When_the_mailbox_never_answers_then_the_mail_has_failed()
    {
        _office.Timeout = TimeSpan.FromMilliseconds(1);
        _office.Graph.Rule = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        };
        await _office.PutAsync(1);

        var round = await _office.RoundAsync();

        Assert.Equal((null, _office.Now.AddMinutes(1)), (round.NotBefore, round.RetryAt));
        Assert.Equal(["2024/m1"], _office.Queue.Waiting);
        Assert.Equal(MailState.Retrying, await _office.StateAsync("m1"));
    }

    [Fact]
    public async Task When_mail_has_failed_for_a_day_then_it_is_given_up_and_the_message_that_is_left_sends_nothing()
    {
        _office.Graph.AnswerWith(HttpStatusCode.Forbidden);
        await _office.PutAsync(1);
        _office.Clock.Advance(Outbox.RetryPeriod);
        await _office.RoundAsync();
        Assert.Equal(MailState.Failed, await _office.StateAsync("m1"));

        _office.Graph.Rule = (_, _) => Task.FromResult<HttpResponseMessage?>(null);
        await _office.RoundAsync();

        Assert.Equal(MailState.Failed, await _office.StateAsync("m1"));
        Assert.Empty(_office.Graph.Sent);
        Assert.Empty(_office.Queue.Waiting);
    }

    [Fact]
    public async Task When_the_outbox_does_not_know_the_mail_then_its_message_goes_back_until_the_queue_gives_it_up()
    {
        await _office.Queue.Send("2024/okand");
        await _office.Queue.Send("no mail at all");

        var round = await _office.RoundAsync();

        Assert.Equal(_office.Now.AddMinutes(1), round.RetryAt);
        Assert.Equal(2, _office.Queue.Waiting.Count);
    }

    [Fact]
    public async Task When_the_queue_does_not_answer_then_it_is_asked_again_a_minute_later()
    {
        _office.Queue.Failure = new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem);

        var round = await _office.RoundAsync(new PaceWindow(_office.Now, 7));

        Assert.Equal(new PostmanRound(new PaceWindow(_office.Now, 7), RetryAt: _office.Now.AddMinutes(1)), round);
    }

    [Fact]
    public async Task When_the_queue_goes_away_while_mail_is_sent_then_what_was_sent_counts()
    {
        _office.Graph.Rule = (_, _) =>
        {
            _office.Queue.Failure = new ServiceBusException("away", ServiceBusFailureReason.ServiceTimeout);
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await _office.PutAsync(1);

        var round = await _office.RoundAsync();

        Assert.Equal((1, _office.Now.AddMinutes(1)), (round.Window.Sent, round.RetryAt));
        Assert.Equal(MailState.Sent, await _office.StateAsync("m1"));
    }

    [Fact]
    public async Task When_the_lock_is_lost_before_a_sent_mail_is_completed_then_the_message_that_comes_back_sends_nothing()
    {
        _office.Queue.LosesLocks = true;
        await _office.PutAsync(2);
        Assert.Equal(new PostmanRound(new PaceWindow(_office.Now, 2)), await _office.RoundAsync());

        _office.Queue.LosesLocks = false;
        _office.Queue.EndLocks();
        await _office.RoundAsync();

        Assert.Equal(2, _office.Graph.Sent.Count);
        Assert.Empty(_office.Queue.Waiting);
    }

    [Fact]
    public async Task When_the_lock_of_a_mail_that_failed_is_lost_then_the_round_ends_as_ever()
    {
        _office.Graph.AnswerWith(HttpStatusCode.Forbidden);
        _office.Queue.LosesLocks = true;
        await _office.PutAsync(1);

        Assert.Equal(_office.Now.AddMinutes(1), (await _office.RoundAsync()).RetryAt);
    }
}
