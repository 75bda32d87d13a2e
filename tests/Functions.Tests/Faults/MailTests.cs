using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Respond;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Tests.Hosting;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Arshjulet.Functions.Tests.Faults;

/// <summary>No mail is lost or sent twice while the mailbox, the queue or the storage is away.</summary>
public sealed class MailTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_mail_cannot_be_sent_for_hours_then_it_is_sent_when_the_mailbox_is_back()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await FailAsync(secretary, 1000);
        await site.MoveToAsync("2024-09-16 08:30");
        Assert.Empty(await site.MailAsync());
        Assert.Matches("Gick inte att skicka 2024-09-16 08:0., ett nytt försök görs", (await secretary.OpenAsync("/kansli/2024/mejl")).Text);

        await FailAsync(secretary, 0);
        await site.MoveToAsync("2024-09-16 09:15");

        Assert.Equal(7, (await site.MailAsync()).Count);
    }

    [Fact]
    public async Task When_mail_cannot_be_sent_for_a_day_then_the_office_sees_it_and_sends_it_again()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await FailAsync(secretary, 1000);
        await site.MoveToAsync("2024-09-16 08:30");
        await site.MoveToAsync("2024-09-17 08:15");
        Assert.Contains("7 mejl har inte gått att skicka", (await secretary.OpenAsync("/kansli/2024")).Text, StringComparison.Ordinal);
        await FailAsync(secretary, 0);
        await site.MoveToAsync("2024-09-18 12:00");
        Assert.Empty(await site.MailAsync());

        await secretary.FillAsync(await secretary.OpenAsync("/kansli/2024/mejl"), "main form");

        Assert.Equal(7, (await site.MailAsync()).Count);
        Assert.DoesNotContain("Gick inte att skicka", (await secretary.OpenAsync("/kansli/2024/mejl")).Text, StringComparison.Ordinal);
        Assert.Contains("Skickade mejl igen", (await secretary.OpenAsync("/kansli/2024/logg")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_mail_that_counts_as_failed_went_all_the_same_then_sending_it_again_sends_nothing()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var secretary = await site.OfficeAsync();
        var outbox = site.Get<Outbox>();
        var sent = await outbox.FindAsync(2024, "inbjudan-bostads-ab-bostads-ab-vd", Cancellation);
        await outbox.TrySetStateAsync(sent!, MailState.Failed, Cancellation);

        await secretary.FillAsync(await secretary.OpenAsync("/kansli/2024/mejl"), "main form");

        Assert.Single(await site.MailAsync("vd@smastad.example"));
        Assert.Equal(MailState.Sent, (await outbox.FindAsync(2024, sent!.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task When_the_storages_answer_is_lost_and_it_is_asked_again_then_the_sender_knows_its_own_move()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        using var secretary = await site.OfficeAsync();
        await secretary.DecideAsync();
        await FailAsync(secretary, 1000);
        await site.MoveToAsync("2024-09-16 08:30");
        var options = new TableClientOptions();
        options.AddPolicy(new LostAnswers(), HttpPipelinePosition.PerRetry);
        var outbox = new Outbox(
            new Tables(new TableServiceClient(site.ConnectionString, options)),
            site.Get<ServiceBusClient>(),
            TimeProvider.System,
            NullLogger<Outbox>.Instance);
        var mail = await outbox.FindAsync(2024, "inbjudan-bostads-ab-bostads-ab-vd", Cancellation);

        var moved = await outbox.TrySetStateAsync(mail!, MailState.Sending, Cancellation);

        Assert.Equal(MailState.Sending, moved?.State);
        Assert.NotNull(await outbox.TrySetStateAsync(moved!, MailState.Retrying, Cancellation));
        Assert.Null(await outbox.TrySetStateAsync(mail!, MailState.Sending, Cancellation));
    }

    [Fact]
    public async Task When_a_mails_message_was_given_up_before_the_mail_could_be_read_then_another_message_leads_to_it()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        var mail = NewLinkComposer.NewLink.Mail(2024, "ny-lank-bostads-ab-bostads-ab-vd-1", "bostads-ab-vd", new AboutLink("bostads-ab", null));
        await site.Get<ServiceBusClient>().CreateSender(Outbox.Queue)
            .SendMessageAsync(new ServiceBusMessage($"2024/{mail.Id}") { MessageId = $"2024-{mail.Id}" }, Cancellation);
        await site.MoveToAsync("2024-09-16 09:15");
        await site.MoveToAsync("2024-09-16 09:30");

        // The queue drops a second message with the id of the first.
        await site.Get<Outbox>().PutAsync(mail, site.Orchestrations, Cancellation);
        Assert.Empty(await site.MailAsync("vd@smastad.example", "Ny länk"));
        await site.MoveToAsync("2024-09-16 10:00");

        Assert.Single(await site.MailAsync("vd@smastad.example", "Ny länk"));
    }

    /// <summary>Sends each change twice, as a client does whose first answer never came.</summary>
    private sealed class LostAnswers : HttpPipelinePolicy
    {
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Method != RequestMethod.Get)
            {
                await ProcessNextAsync(message, pipeline);
            }
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
    }

    private static Task<Page> FailAsync(Browser secretary, int sends) => secretary.PostAsync("/lokalt/inkorg/fel", ("antal", $"{sends}"), ("status", "403"));
}
