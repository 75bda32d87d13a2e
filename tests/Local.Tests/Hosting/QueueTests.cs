using System.Collections.Concurrent;
using System.Globalization;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Queues;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

public sealed class QueueTests(AzuriteFixture azurite)
{
    private readonly ConcurrentQueue<string> _seen = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhenAMessageIsSent_ThenTheFunctionTakesItAndItIsGone()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);

        await bus.CreateSender("brev").SendMessageAsync(
            new ServiceBusMessage("""{ "till": "anna" }""") { Subject = "inbjudan", ApplicationProperties = { ["antal"] = 3 } }, Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);

        Assert.Equal(["brev anna inbjudan 3 nr 1"], _seen);
        Assert.Null(await bus.CreateReceiver("brev").PeekMessageAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task WhenTheBodyIsLongerThanAStorageQueueTakes_ThenItArrivesWhole()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);

        await bus.CreateSender("text").SendMessageAsync(new ServiceBusMessage(new string('å', 100_000)), Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);

        Assert.Equal(["text 100000"], _seen);
        await Assert.ThrowsAsync<ServiceBusException>(() => bus.CreateSender("text").SendMessageAsync(new ServiceBusMessage(new byte[300_000]), Cancellation));
    }

    [Fact]
    public async Task WhenTheFunctionAlwaysFails_ThenTheMessageIsADeadLetterAfterTenDeliveriesAndCanBeSentAgain()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);
        using var client = host.CreateClient();

        await bus.CreateSender("trasig").SendMessageAsync(new ServiceBusMessage("x") { MessageId = "m1" }, Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);

        Assert.Equal(Enumerable.Range(1, 10).Select(count => $"trasig {count}"), _seen);
        var dead = bus.CreateReceiver("trasig", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var letter = await dead.PeekMessageAsync(cancellationToken: Cancellation);
        Assert.Equal(("m1", "MaxDeliveryCountExceeded"), (letter?.MessageId, letter?.DeadLetterReason));

        Assert.Contains("m1: MaxDeliveryCountExceeded", await client.GetStringAsync("/lokalt/koer", Cancellation), StringComparison.Ordinal);
        await client.PostAsync("/lokalt/koer/skicka-om", SignInTests.Form(("ko", "trasig")), Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);
        Assert.Equal(20, _seen.Count);
    }

    [Fact]
    public async Task WhenADeliveryHasLostItsLockToAnother_ThenLeavingItDoesNotMakeTheHostIdle()
    {
        var (storage, meter) = (new HostStorage(azurite.TakeAccount()), new WorkMeter());
        using var clock = new LocalClock(meter, null, TestHost.Start);
        await using var broker = new QueueBroker("lås", storage, clock, meter, new QueueSettings { LockDuration = TimeSpan.FromSeconds(1) });
        var queue = broker.Queue("brev");
        queue.HasConsumer = true;
        await queue.SendAsync(new ServiceBusMessage("x"), Cancellation);
        var first = Assert.Single(await queue.ReceiveAsync(1, Cancellation));
        var again = await queue.ReceiveAsync(1, Cancellation);
        while (again.Count == 0)
        {
            again = await queue.ReceiveAsync(1, Cancellation);
        }

        first.Delivery!.Leave();
        Assert.Equal(1, meter.UnderWay);

        await again[0].Delivery!.CompleteAsync(Cancellation);
        Assert.Equal(0, meter.UnderWay);
    }

    [Fact]
    public async Task WhenTheFunctionSettlesItself_ThenWhatItSaidHolds()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);

        await bus.CreateSender("egen").SendMessageAsync(new ServiceBusMessage("x"), Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);

        // Given back once with a note, then refused for good.
        Assert.Equal(["egen 1 ", "egen 2 tillbaka"], _seen);
        var dead = await bus.CreateReceiver("egen", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }).ReceiveMessageAsync(TimeSpan.Zero, Cancellation);
        Assert.Equal(("okänd", "ingen sådan mottagare"), (dead?.DeadLetterReason, dead?.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task WhenAMessageIsScheduled_ThenItComesWhenTheClockGetsThereAlsoAfterARestart()
    {
        var (directory, account) = (AzuriteFixture.NewDirectory(), azurite.TakeAccount());
        await using (var first = await StartAsync(directory, account))
        {
            await using var bus = Bus(first);
            await bus.CreateSender("text").ScheduleMessageAsync(new ServiceBusMessage("senare"), TestHost.Start.AddDays(2), Cancellation);
            var cancelled = await bus.CreateSender("text").ScheduleMessageAsync(new ServiceBusMessage("ångrad"), TestHost.Start.AddDays(2), Cancellation);
            await bus.CreateSender("text").CancelScheduledMessageAsync(cancelled, Cancellation);
            await first.Clock.MoveToAsync(TestHost.Start.AddDays(1), null, Cancellation);
            Assert.Empty(_seen);
        }

        await using var second = await StartAsync(directory, account);
        await second.Clock.MoveToAsync(TestHost.Start.AddDays(3), null, Cancellation);

        Assert.Equal(["text 6"], _seen);
    }

    [Fact]
    public async Task WhenTheSameMessageIdIsSentTwice_ThenItIsDeliveredOnceWithinTheWindow()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);
        var sender = bus.CreateSender("text");

        await sender.SendMessageAsync(new ServiceBusMessage("a") { MessageId = "samma" }, Cancellation);
        await sender.SendMessageAsync(new ServiceBusMessage("ab") { MessageId = "samma" }, Cancellation);
        await sender.SendMessageAsync(new ServiceBusMessage("abc") { MessageId = "annan" }, Cancellation);
        await host.Clock.MoveToAsync(TestHost.Start.AddDays(2), null, Cancellation);
        await sender.SendMessageAsync(new ServiceBusMessage("abcd") { MessageId = "samma" }, Cancellation);
        await host.Meter.WhenIdleAsync(Cancellation);

        Assert.Equal(["text 1", "text 3", "text 4"], _seen.Order());
    }

    [Fact]
    public async Task WhenTheHostWasDown_ThenTheNextStartTakesWhatLay()
    {
        var account = azurite.TakeAccount();
        await using (var without = await TestHost.StartAsync(
            azurite, typeof(StartTests.Functions), null, options => options with { StorageConnectionString = account }))
        {
            await using var bus = Bus(without);
            await bus.CreateSender("text").SendMessageAsync(new ServiceBusMessage("kvar"), Cancellation);
        }

        await using var host = await StartAsync(null, account);
        await host.Meter.WhenIdleAsync(Cancellation);

        Assert.Equal(["text 4"], _seen);
    }

    [Fact]
    public async Task WhenAReceiverHasALock_ThenNobodyElseGetsTheMessageUntilItIsGivenBack()
    {
        await using var host = await StartAsync();
        await using var bus = Bus(host);
        var (sender, receiver) = (bus.CreateSender("fri"), bus.CreateReceiver("fri"));
        using var batch = await sender.CreateMessageBatchAsync(Cancellation);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage("en")));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[256 * 1024])));
        await sender.SendMessagesAsync(batch, Cancellation);

        var first = await receiver.ReceiveMessageAsync(TimeSpan.Zero, Cancellation);
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.Zero, Cancellation));
        await receiver.RenewMessageLockAsync(first!, Cancellation);
        await receiver.AbandonMessageAsync(first!, cancellationToken: Cancellation);
        var second = await receiver.ReceiveMessageAsync(TimeSpan.Zero, Cancellation);
        await receiver.CompleteMessageAsync(second!, Cancellation);

        Assert.Equal(2, second!.DeliveryCount);
        Assert.Null(await receiver.ReceiveMessageAsync(TimeSpan.Zero, Cancellation));
        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(first!, Cancellation));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
    }

    private static ServiceBusClient Bus(LocalHost host) => new(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

    private Task<LocalHost> StartAsync(string? directory = null, string? account = null) => TestHost.StartAsync(
        azurite, typeof(Functions), builder => builder.Services.AddSingleton(_seen), options => options with
        {
            DataDirectory = directory ?? options.DataDirectory,
            StorageConnectionString = account ?? options.StorageConnectionString,
        });

    public sealed record Letter(string Till);

    public sealed class Functions(ConcurrentQueue<string> seen)
    {
        [Function("Brev")]
        public void Brev([ServiceBusTrigger("brev", Connection = "Post")] Letter letter, ServiceBusReceivedMessage message, int deliveryCount) => seen.Enqueue(
            string.Create(CultureInfo.InvariantCulture, $"brev {letter.Till} {message.Subject} {(int)message.ApplicationProperties["antal"]} nr {deliveryCount}"));

        [Function("Text")]
        public Task Text([ServiceBusTrigger("text", Connection = "Post")] string text)
        {
            seen.Enqueue(string.Create(CultureInfo.InvariantCulture, $"text {text.Length}"));
            return Task.CompletedTask;
        }

        [Function("Trasig")]
        public void Trasig([ServiceBusTrigger("trasig", Connection = "Post")] ServiceBusReceivedMessage message)
        {
            seen.Enqueue(string.Create(CultureInfo.InvariantCulture, $"trasig {message.DeliveryCount}"));
            throw new InvalidOperationException("går inte");
        }

        [Function("Egen")]
        public async Task Egen(
            [ServiceBusTrigger("egen", Connection = "Post", AutoCompleteMessages = false)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
        {
            seen.Enqueue(string.Create(CultureInfo.InvariantCulture, $"egen {message.DeliveryCount} {message.ApplicationProperties.GetValueOrDefault("not")}"));
            if (message.DeliveryCount == 1)
            {
                await actions.AbandonMessageAsync(message, new Dictionary<string, object> { ["not"] = "tillbaka" });
            }
            else
            {
                await actions.DeadLetterMessageAsync(message, null, "okänd", "ingen sådan mottagare");
            }
        }
    }
}
