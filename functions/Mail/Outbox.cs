using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;

namespace Arshjulet.Functions.Mail;

/// <summary>Where a mail is on its way.</summary>
public enum MailState
{
    Queued,

    /// <summary>Handed to Graph, and not yet known to have been taken: the next try asks before it sends again.</summary>
    Sending,
    Sent,

    /// <summary>There was nothing left to say when its turn came (a reminder to someone who had answered).</summary>
    Skipped,
}

/// <summary>A mail to be sent: who, what kind, about what. Its words are composed when it is sent, from what is true then.</summary>
public sealed record OutboxMail
{
    public required int Year { get; init; }

    /// <summary>Business key, e.g. <c>paminnelse-en-vecka-kvar-kulturnamnden-samordnare</c>: the same mail twice is one mail.</summary>
    public required string Id { get; init; }

    /// <summary>Which composer writes it.</summary>
    public required string Kind { get; init; }

    /// <summary>Contact id of who gets it; empty where the composer knows the address (the managers' survey).</summary>
    public required string Contact { get; init; }

    /// <summary>What it is about, as the kind reads it: a body, a form, a step.</summary>
    public required string Subject { get; init; }
    public MailState State { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The Message-ID header. Made from the key, so that a try after a crash can ask the mailbox whether the first one went.</summary>
    public string MessageId(string sender) => $"<{Year}.{Id}@{sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";
}

/// <summary>The outbox: a row first, then a message on the queue that wakes the sender. A row without a message is found by the sweep.</summary>
public sealed class Outbox(Tables tables, ServiceBusClient bus, TimeProvider clock)
{
    public const string Queue = "mail";

    private readonly ServiceBusSender _sender = bus.CreateSender(Queue);

    /// <summary>Puts a mail in the outbox, once.</summary>
    public async Task PutAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var row = RowOf(mail with { State = MailState.Queued, CreatedAt = clock.GetUtcNow() });
        if (await tables.Mail.TryAddAsync(row, cancellation) || (await FindAsync(mail.Year, mail.Id, cancellation))?.State == MailState.Queued)
        {
            await EnqueueAsync(mail, cancellation);
        }
    }

    public async Task<OutboxMail?> FindAsync(int year, string id, CancellationToken cancellation) =>
        await tables.Mail.FindAsync(Partition(year), id, cancellation) is { } row ? Read(row) : null;

    /// <summary>A year's mail, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await tables.Mail.PartitionAsync(Partition(year), cancellation)).Select(Read).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id, StringComparer.Ordinal)];

    /// <summary>Moves a mail on.</summary>
    public Task SetAsync(OutboxMail mail, CancellationToken cancellation) =>
        tables.Mail.UpsertEntityAsync(RowOf(mail), TableUpdateMode.Replace, cancellation);

    /// <summary>Wakes the sender for a mail. The queue drops a second message with the same id.</summary>
    public Task EnqueueAsync(OutboxMail mail, CancellationToken cancellation) =>
        _sender.SendMessageAsync(new ServiceBusMessage($"{mail.Year}/{mail.Id}") { MessageId = $"{mail.Year}-{mail.Id}", Subject = mail.Kind }, cancellation);

    private static string Partition(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static TableEntity RowOf(OutboxMail mail) => new(Partition(mail.Year), mail.Id)
    {
        ["Kind"] = mail.Kind,
        ["Contact"] = mail.Contact,
        ["Subject"] = mail.Subject,
        ["State"] = mail.State.ToString(),
        ["CreatedAt"] = mail.CreatedAt,
        ["SentAt"] = mail.SentAt,
    };

    private static OutboxMail Read(TableEntity row) => new()
    {
        Year = int.Parse(row.PartitionKey, CultureInfo.InvariantCulture),
        Id = row.RowKey,
        Kind = row.GetString("Kind"),
        Contact = row.GetString("Contact"),
        Subject = row.GetString("Subject"),
        State = Enum.Parse<MailState>(row.GetString("State")),
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
        SentAt = row.GetDateTimeOffset("SentAt"),
    };
}
