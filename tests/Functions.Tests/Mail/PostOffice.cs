using Arshjulet.Functions.Access;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Mail;
using Arshjulet.Functions.Storage;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Mail;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>The real outbox, sender and rounds between a queue, a mailbox and a table that do as they are told.</summary>
internal sealed class PostOffice : IMailComposer
{
    public const string KindName = "prov";

    private static readonly CityContent City = new()
    {
        Facts = new CityFacts
        {
            Name = "Exempelstad",
            Office = "Stadskontoret",
            OfficeEmail = "kontoret@exempel.example",
            Sender = "internkontroll@exempel.example",
            DiaryPrefix = "STK",
            Accessibility = new AccessibilityDates(new(2024, 1, 1), new(2024, 1, 1)),
            MailDomains = ["exempel.example"],
        },
        Bodies = [],
        Years = new Dictionary<int, YearContent>(),
        History = [],
    };

    private readonly Mock<ServiceBusClient> _bus = new();
    private readonly Tables _tables;

    public PostOffice()
    {
        var service = new Mock<TableServiceClient>();
        service.Setup(s => s.GetTableClient(It.IsAny<string>())).Returns((string name) => name == "Mail" ? Table : name == "Years" ? Years : new MailTable());
        _tables = new Tables(service.Object);
        (Queue, Awaited) = (new MailQueue(_bus, Outbox.Queue), new MailQueue(_bus, Outbox.AwaitedQueue));
        Outbox = new Outbox(_tables, _bus.Object, Clock, NullLogger<Outbox>.Instance);
        Client.Setup(c => c.GetInstancesAsync(Postman.Instance, It.IsAny<bool>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => Instance);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2024, 9, 16, 6, 0, 0, TimeSpan.Zero));

    public MailTable Table { get; } = new();

    public MailTable Years { get; } = new();

    public MailQueue Queue { get; }

    /// <summary>The queue of what somebody waits for.</summary>
    public MailQueue Awaited { get; }

    public GraphNetwork Graph { get; } = new();

    public MailOptions Options { get; set; } = new();

    /// <summary>How long the mailbox may take to answer.</summary>
    public TimeSpan? Timeout { get; set; }

    public Outbox Outbox { get; }

    public Mock<DurableTaskClient> Client { get; } = new("test") { CallBase = true };

    /// <summary>The postman's instance; null where it was never started.</summary>
    public OrchestrationMetadata? Instance { get; set; } = new(nameof(Postman), Postman.Instance) { RuntimeStatus = OrchestrationRuntimeStatus.Running };

    public DateTimeOffset Now => Clock.GetUtcNow();

    public string Kind => KindName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<ComposedMail?> ComposeAsync(OutboxMail mail, CancellationToken cancellation) =>
        Task.FromResult<ComposedMail?>(new ComposedMail("Prov", "<p>Prov</p>", [], "namnd@exempel.example"));

    public static OutboxMail MailNamed(string id) => new() { Year = 2024, Id = id, Kind = KindName, Contact = "", About = "{}" };

    public static string MessageIdOf(string id) => MailNamed(id).MessageId(City.Facts.Sender);

    /// <summary>Puts mail m1, m2 … in the outbox and on the queue.</summary>
    public Task PutAsync(int count) => Outbox.PutAsync([.. Enumerable.Range(1, count).Select(n => MailNamed($"m{n}"))], Client.Object, Cancellation);

    /// <summary>Puts a mail in the outbox as an attempt that was cut off leaves it.</summary>
    public async Task PutAsync(string id, MailState state)
    {
        await Outbox.PutAsync(MailNamed(id), Client.Object, Cancellation);
        await Outbox.TrySetStateAsync((await Outbox.FindAsync(2024, id, Cancellation))!, state, Cancellation);
    }

    public Task<PostmanRound> RoundAsync(PaceWindow? window = null, CancellationToken? cancellation = null)
    {
        var sender = new SendMail(
            Outbox,
            [this],
            new ContactBook(City, new Colleagues(_tables, Clock)),
            new Mailbox(Graph.Connect(Timeout), City, Clock),
            NullLogger<SendMail>.Instance);
        return new DeliverMail(_bus.Object, sender, Options, Clock, NullLogger<DeliverMail>.Instance)
            .RunAsync(window ?? PaceWindow.Unused, cancellation ?? Cancellation);
    }

    /// <summary>The regular look at the outbox, in a year that has been decided.</summary>
    public async Task SweepAsync()
    {
        await _tables.Years.TryAddAsync(new TableEntity("2024", "decision"), Cancellation);
        await new SweepOutbox(new YearStore(_tables), Outbox, Options, Clock, NullLogger<SweepOutbox>.Instance).RunAsync(null!, Client.Object, Cancellation);
    }

    public async Task<MailState> StateAsync(string id) => (await Outbox.FindAsync(2024, id, Cancellation))!.State;

    public void VerifyWoken(Times times) =>
        Client.Verify(c => c.RaiseEventAsync(Postman.Instance, "Changed", It.IsAny<object>(), It.IsAny<CancellationToken>()), times);
}
