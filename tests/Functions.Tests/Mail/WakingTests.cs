using Arshjulet.Functions.Mail;
using Arshjulet.Model.Mail;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>Putting mail in the outbox wakes the postman once, and a failed wake-up does not stop the caller.</summary>
public sealed class WakingTests
{
    private readonly PostOffice _office = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_many_mails_are_put_then_the_postman_is_woken_once()
    {
        await _office.PutAsync(161);

        _office.VerifyWoken(Times.Once());
        Assert.Equal(161, _office.Queue.Waiting.Count);
    }

    [Fact]
    public async Task When_there_is_no_mail_to_put_then_nobody_is_woken()
    {
        await _office.PutAsync(0);

        _office.VerifyWoken(Times.Never());
    }

    [Fact]
    public async Task When_a_mail_that_was_sent_is_put_again_then_nobody_is_woken()
    {
        await _office.PutAsync("m1", MailState.Sent);
        _office.Client.Invocations.Clear();

        await _office.PutAsync(1);

        _office.VerifyWoken(Times.Never());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task When_the_postman_does_not_run_then_it_is_started(OrchestrationRuntimeStatus? status)
    {
        _office.Instance = status is { } there ? new(nameof(Postman), Postman.Instance) { RuntimeStatus = there } : null;

        await _office.PutAsync(1);

        _office.VerifyWoken(Times.Never());
        _office.Client.Verify(c => c.ScheduleNewOrchestrationInstanceAsync(
            new TaskName(nameof(Postman)),
            PaceWindow.Unused,
            It.Is<StartOrchestrationOptions>(o => o.InstanceId == Postman.Instance),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task When_the_postman_cannot_be_woken_then_the_mail_is_on_the_queue_all_the_same()
    {
        _office.Client.Setup(c => c.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new HttpRequestException("away"));

        await _office.PutAsync(1);

        Assert.Equal(["2024/m1"], _office.Queue.Waiting);
    }

    [Fact]
    public async Task When_the_queue_does_not_take_a_mail_then_its_row_is_there_and_nobody_is_woken()
    {
        _office.Queue.Failure = new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem);

        await _office.PutAsync(1);

        Assert.Equal(MailState.Queued, await _office.StateAsync("m1"));
        _office.VerifyWoken(Times.Never());
    }

    [Fact]
    public async Task When_failed_mail_is_sent_again_then_the_postman_is_woken_once()
    {
        await _office.PutAsync("m1", MailState.Failed);
        await _office.PutAsync("m2", MailState.Failed);
        _office.Client.Invocations.Clear();

        await _office.Outbox.RetryAsync(await _office.Outbox.InStateAsync(2024, [MailState.Failed], Cancellation), _office.Client.Object, Cancellation);

        _office.VerifyWoken(Times.Once());
        Assert.Equal(MailState.Retrying, await _office.StateAsync("m2"));
    }

    [Fact]
    public async Task When_a_mail_lies_longer_than_its_turn_takes_then_the_sweep_puts_another_message_on_the_queue()
    {
        await _office.PutAsync(90);
        _office.Clock.Advance(TimeSpan.FromMinutes(19));
        await _office.SweepAsync();
        Assert.Equal(90, _office.Queue.Waiting.Count);

        _office.Clock.Advance(TimeSpan.FromSeconds(1));
        await _office.SweepAsync();

        Assert.Equal(180, _office.Queue.Waiting.Count);
    }

    [Fact]
    public async Task When_the_sweep_cannot_put_a_mail_on_the_queue_then_it_wakes_the_postman_all_the_same()
    {
        await _office.PutAsync("m1", MailState.Retrying);
        _office.Client.Invocations.Clear();
        _office.Clock.Advance(TimeSpan.FromHours(2));
        _office.Queue.Failure = new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem);

        await Assert.ThrowsAsync<ServiceBusException>(_office.SweepAsync);

        _office.VerifyWoken(Times.Once());
    }

    [Fact]
    public async Task Every_sweep_wakes_the_postman()
    {
        await _office.SweepAsync();

        _office.VerifyWoken(Times.Once());
    }
}
