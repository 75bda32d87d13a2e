using Arshjulet.Local.Hosting;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>Through Microsoft's client, a local queue locks, counts, delays and dead-letters messages as Service Bus does.</summary>
public sealed class QueueTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_a_function_sends_a_letter_then_another_fetches_it_once()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();

        await client.PostAsync("/letters?subject=hello", new StringContent("Åsa"), Cancellation);

        Assert.Equal("hello: Åsa 3 copies, delivery 1", await FetchAsync(client));
        Assert.Equal("none after DELETE", await FetchAsync(client));
    }

    [Fact]
    public async Task When_a_message_is_sent_then_everything_that_it_carries_arrives()
    {
        await using var host = await TestHost.StartAsync(azurite);
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "m1",
            Subject = "subject",
            ContentType = "text/plain",
            CorrelationId = "c1",
            ReplyTo = "replies",
            To = "to",
            ApplicationProperties =
            {
                ["int"] = 3,
                ["long"] = 4L,
                ["text"] = "å",
                ["bool"] = true,
                ["time"] = TestHost.Start,
                ["span"] = TimeSpan.FromDays(1),
                ["id"] = Guid.Empty,
            },
        };
        await Sender(host).SendMessageAsync(sent, Cancellation);

        var received = await ReceiveAsync(host);

        Assert.Equal(
            ("body", "m1", "subject", "text/plain", "c1", "replies", "to"),
            (received.Body.ToString(), received.MessageId, received.Subject, received.ContentType, received.CorrelationId, received.ReplyTo, received.To));
        Assert.Equal(sent.ApplicationProperties.OrderBy(property => property.Key), received.ApplicationProperties.OrderBy(property => property.Key));
        Assert.Equal(TestHost.Start, received.EnqueuedTime);
    }

    [Fact]
    public async Task When_the_body_is_longer_than_a_storage_queue_takes_then_it_arrives_whole_and_one_too_long_is_refused()
    {
        await using var host = await TestHost.StartAsync(azurite);
        var text = new string('å', 100_000);

        await Sender(host).SendMessageAsync(new ServiceBusMessage(text), Cancellation);
        var received = await ReceiveAsync(host);
        await Receiver(host).CompleteMessageAsync(received, Cancellation);

        Assert.Equal(text, received.Body.ToString());
        Assert.Null(await Receiver(host).ReceiveMessageAsync(null, Cancellation));
        var tooLong = new ServiceBusMessage(new byte[300_000]);
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => Sender(host).SendMessageAsync(tooLong, Cancellation));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
    }

    [Fact]
    public async Task When_a_message_is_given_back_ten_times_then_it_is_a_dead_letter_and_can_be_sent_again()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var client = host.CreateClient();
        await Sender(host).SendMessageAsync(new ServiceBusMessage("x") { MessageId = "m1" }, Cancellation);

        for (var count = 1; count <= 10; count++)
        {
            var received = await ReceiveAsync(host);
            Assert.Equal(count, received.DeliveryCount);
            await Receiver(host).AbandonMessageAsync(received, cancellationToken: Cancellation);
        }

        Assert.Null(await Receiver(host).ReceiveMessageAsync(null, Cancellation));
        var letter = await DeadLetters(host).PeekMessageAsync(cancellationToken: Cancellation);
        Assert.Equal(("m1", "MaxDeliveryCountExceeded"), (letter?.MessageId, letter?.DeadLetterReason));
        Assert.Contains("m1: MaxDeliveryCountExceeded", await client.GetStringAsync("/lokalt/koer", Cancellation), StringComparison.Ordinal);

        await client.PostAsync("/lokalt/koer/skicka-om", SignInTests.Form(("ko", "letters")), Cancellation);
        var again = await ReceiveAsync(host);
        Assert.Equal(("m1", 1), (again.MessageId, again.DeliveryCount));
        Assert.Null(await DeadLetters(host).PeekMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task When_a_receiver_settles_a_message_then_it_is_settled_as_it_said()
    {
        await using var host = await TestHost.StartAsync(azurite);
        await Sender(host).SendMessageAsync(new ServiceBusMessage("x"), Cancellation);

        // Given back once with a note, then refused for good.
        await Receiver(host).AbandonMessageAsync(await ReceiveAsync(host), new Dictionary<string, object> { ["note"] = "back" }, Cancellation);
        var second = await ReceiveAsync(host);
        await Receiver(host).DeadLetterMessageAsync(second, "unknown", "no such receiver", Cancellation);

        Assert.Equal((2, "back"), (second.DeliveryCount, second.ApplicationProperties["note"]));
        var dead = await DeadLetters(host).ReceiveMessageAsync(null, Cancellation);
        Assert.Equal(("unknown", "no such receiver"), (dead?.DeadLetterReason, dead?.DeadLetterErrorDescription));
        await DeadLetters(host).CompleteMessageAsync(dead, Cancellation);
        Assert.Null(await DeadLetters(host).ReceiveMessageAsync(null, Cancellation));
    }

    [Fact]
    public async Task When_a_receiver_has_a_lock_then_nobody_else_gets_the_message_until_it_is_given_back()
    {
        await using var host = await TestHost.StartAsync(azurite);
        await Sender(host).SendMessageAsync(new ServiceBusMessage("x"), Cancellation);

        var first = await ReceiveAsync(host);
        Assert.Null(await Receiver(host).ReceiveMessageAsync(null, Cancellation));
        await Receiver(host).RenewMessageLockAsync(first, Cancellation);
        await Receiver(host).AbandonMessageAsync(first, cancellationToken: Cancellation);
        var second = await ReceiveAsync(host);
        await Receiver(host).CompleteMessageAsync(second, Cancellation);

        Assert.Equal(2, second.DeliveryCount);
        Assert.Null(await Receiver(host).ReceiveMessageAsync(null, Cancellation));
        await AssertLostAsync(() => Receiver(host).CompleteMessageAsync(first, Cancellation));
        await AssertLostAsync(() => Receiver(host).CompleteMessageAsync(second, Cancellation));
    }

    [Fact]
    public async Task When_the_lock_has_run_out_then_the_message_comes_again_and_the_first_cannot_settle_it()
    {
        var settings = TestHost.Settings(("Queues:LockDuration", "00:00:01"));
        await using var host = await TestHost.StartAsync(azurite, options => options with { Settings = settings });
        await Sender(host).SendMessageAsync(new ServiceBusMessage("x"), Cancellation);
        var first = await ReceiveAsync(host);

        var second = await Receiver(host).ReceiveMessageAsync(null, Cancellation);
        while (second is null)
        {
            second = await Receiver(host).ReceiveMessageAsync(null, Cancellation);
        }

        Assert.Equal(2, second.DeliveryCount);
        await AssertLostAsync(() => Receiver(host).CompleteMessageAsync(first, Cancellation));
        await AssertLostAsync(() => Receiver(host).AbandonMessageAsync(first, cancellationToken: Cancellation));
        await AssertLostAsync(() => Receiver(host).DeadLetterMessageAsync(first, "no", cancellationToken: Cancellation));
        await AssertLostAsync(() => Receiver(host).RenewMessageLockAsync(first, Cancellation));
        Assert.Null(await DeadLetters(host).PeekMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task When_a_batch_is_sent_then_it_takes_what_fits_and_all_of_it_arrives()
    {
        await using var host = await TestHost.StartAsync(azurite);
        using var batch = await Sender(host).CreateMessageBatchAsync(Cancellation);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("one")));
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("two")));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[256 * 1024])));

        await Sender(host).SendMessagesAsync(batch, Cancellation);

        Assert.Equal(2, batch.Count);
        var received = await Receiver(host).ReceiveMessagesAsync(10, null, Cancellation);
        Assert.Equal(["one", "two"], received.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task When_a_message_is_for_later_then_it_is_refused()
    {
        await using var host = await TestHost.StartAsync(azurite);
        var later = TestHost.Start.AddDays(2);

        await Assert.ThrowsAsync<NotSupportedException>(() => Sender(host).ScheduleMessageAsync(new ServiceBusMessage("later"), later, Cancellation));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => Sender(host).SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = later }, Cancellation));

        Assert.Null(await Receiver(host).ReceiveMessageAsync(null, Cancellation));
    }

    [Fact]
    public async Task When_a_long_message_is_given_back_with_a_note_then_it_comes_again_whole_with_the_note()
    {
        await using var host = await TestHost.StartAsync(azurite);
        var text = new string('å', 100_000);
        await Sender(host).SendMessageAsync(new ServiceBusMessage(text), Cancellation);

        await Receiver(host).AbandonMessageAsync(await ReceiveAsync(host), new Dictionary<string, object> { ["note"] = "back" }, Cancellation);

        var again = await ReceiveAsync(host);
        Assert.Equal((text, "back", 2), (again.Body.ToString(), again.ApplicationProperties["note"], again.DeliveryCount));
    }

    [Fact]
    public async Task When_the_same_message_id_is_sent_twice_then_it_is_delivered_once_within_the_window_also_after_a_restart()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        await using (var first = await StartAsync(directory, account))
        {
            await Sender(first).SendMessageAsync(new ServiceBusMessage("a") { MessageId = "same" }, Cancellation);
            await Sender(first).SendMessageAsync(new ServiceBusMessage("b") { MessageId = "same" }, Cancellation);
            await Sender(first).SendMessageAsync(new ServiceBusMessage("c") { MessageId = "other" }, Cancellation);
        }

        await using var second = await StartAsync(directory, account);
        await Sender(second).SendMessageAsync(new ServiceBusMessage("d") { MessageId = "same" }, Cancellation);
        await second.Clock.MoveToAsync(TestHost.Start.AddDays(2), null, Cancellation);
        await Sender(second).SendMessageAsync(new ServiceBusMessage("e") { MessageId = "same" }, Cancellation);

        var received = await Receiver(second).ReceiveMessagesAsync(10, null, Cancellation);
        Assert.Equal(["a", "c", "e"], received.Select(message => message.Body.ToString()));
    }

    private static ServiceBusSender Sender(LocalHost host) => host.Services.GetRequiredService<ServiceBusClient>().CreateSender("letters");

    private static ServiceBusReceiver Receiver(LocalHost host) => host.Services.GetRequiredService<ServiceBusClient>().CreateReceiver("letters");

    private static ServiceBusReceiver DeadLetters(LocalHost host) =>
        host.Services.GetRequiredService<ServiceBusClient>().CreateReceiver("letters", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private static async Task<ServiceBusReceivedMessage> ReceiveAsync(LocalHost host)
    {
        var received = await Receiver(host).ReceiveMessageAsync(null, Cancellation);
        Assert.NotNull(received);
        return received;
    }

    private static async Task AssertLostAsync(Func<Task> settle) =>
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(settle)).Reason);

    internal static async Task<string> FetchAsync(HttpClient client) =>
        await (await client.DeleteAsync("/letters", Cancellation)).Content.ReadAsStringAsync(Cancellation);

    private Task<LocalHost> StartAsync(string directory, string account) =>
        TestHost.StartAsync(azurite, options => options with { DataDirectory = directory, StorageConnectionString = account });
}
