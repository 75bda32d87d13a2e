using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>Where a mail is on its way.</summary>
public enum MailState
{
    Queued,

    /// <summary>A sender has it, or died with it.</summary>
    Sending,

    /// <summary>A try failed, and may have sent all the same: the next one asks the mailbox first.</summary>
    Retrying,
    Sent,

    /// <summary>There was nothing left to say when its turn came (a reminder to someone who had answered).</summary>
    Skipped,

    /// <summary>Tried for a day in vain: nothing more happens until somebody asks for it.</summary>
    Failed,
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

    /// <summary>When it was put in the outbox, or asked for again after it had failed: from then on it is tried for a day.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When its state was last changed.</summary>
    public DateTimeOffset MovedAt { get; init; }

    /// <summary>How many messages about it were given up: the queue drops a second message with the same id, so each has its own.</summary>
    public int Round { get; init; }

    /// <summary>As it was read; null for a mail that isn't stored yet.</summary>
    public ETag? ETag { get; init; }

    /// <summary>The Message-ID header. Made from the key, so that a try after a crash can ask the mailbox whether the first one went.</summary>
    public string MessageId(string sender) => $"<{Year}.{Id}@{sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";
}

/// <summary>The outbox: a row first, then a message on the queue, then the postman is woken. A row without a message is found by the sweep.</summary>
public sealed class Outbox(Tables tables, ServiceBusClient bus, TimeProvider clock, ILogger<Outbox> log)
{
    public const string Queue = "mail";

    private readonly ServiceBusSender _sender = bus.CreateSender(Queue);

    /// <summary>For how long a mail is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Puts a mail in the outbox, once, and wakes the postman.</summary>
    public Task PutAsync(OutboxMail mail, DurableTaskClient client, CancellationToken cancellation) => PutAsync([mail], client, cancellation);

    /// <summary>Puts mail in the outbox, each once, and wakes the postman when all of it is there.</summary>
    public async Task PutAsync(IReadOnlyCollection<OutboxMail> mails, DurableTaskClient client, CancellationToken cancellation)
    {
        var any = false;
        foreach (var mail in mails)
        {
            any |= await TryPutAsync(mail, cancellation);
        }

        if (any)
        {
            // The mail is there: a browser that goes away now keeps nobody waiting.
            await Postman.WakeAsync(client, log, CancellationToken.None);
        }
    }

    /// <summary>The row is what counts: a queue that doesn't answer stops nothing. Returns whether there is a message for the postman.</summary>
    private async Task<bool> TryPutAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var row = RowOf(mail with { State = MailState.Queued, CreatedAt = now, AskedAt = now, MovedAt = now });
        if (!await tables.Mail.TryAddAsync(row, cancellation) && (await FindAsync(mail.Year, mail.Id, cancellation))?.State != MailState.Queued)
        {
            return false;
        }

        try
        {
            await EnqueueAsync(mail, cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(e, "{Mail} stands in the outbox but not on the queue; the sweep puts it there", mail.Id);
            return false;
        }
    }

    public async Task<OutboxMail?> FindAsync(int year, string id, CancellationToken cancellation) =>
        await tables.Mail.FindAsync(Partition(year), id, cancellation) is { } row ? Read(row) : null;

    /// <summary>A year's mail, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await tables.Mail.PartitionAsync(Partition(year), cancellation)).Select(Read).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id, StringComparer.Ordinal)];

    /// <summary>A year's mail in one of these states, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> InStateAsync(int year, MailState[] states, CancellationToken cancellation)
    {
        var filter = $"PartitionKey eq '{Partition(year)}' and ({string.Join(" or ", states.Select(s => $"State eq '{s}'"))})";
        return [.. (await tables.Mail.WhereAsync(filter, cancellation)).Select(Read).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Moves a mail on, as it was read. Null when another sender has moved it. Where the storage's answer was lost and the client asked again, the
    /// second answer says that somebody has: the row's own mark tells whether that was this move.
    /// </summary>
    public async Task<OutboxMail?> TryMoveAsync(OutboxMail mail, MailState state, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var moved = mail with { State = state, SentAt = state == MailState.Sent ? now : null, MovedAt = now };
        var row = RowOf(moved);
        var mark = Guid.NewGuid().ToString("N");
        row["Mark"] = mark;
        row.ETag = mail.ETag ?? throw new InvalidOperationException($"{mail.Year}/{mail.Id} was not read.");
        try
        {
            var answer = await tables.Mail.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            return moved with { ETag = answer.Headers.ETag };
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            var stands = await tables.Mail.FindAsync(row.PartitionKey, row.RowKey, cancellation);
            return stands?.GetString("Mark") == mark ? Read(stands) : null;
        }
    }

    /// <summary>A try has failed: there are more to come, unless it has been tried for long enough.</summary>
    public Task<OutboxMail?> TryMoveAfterFailureAsync(OutboxMail mail, CancellationToken cancellation) =>
        TryMoveAsync(mail, clock.GetUtcNow() < mail.AskedAt + Patience ? MailState.Retrying : MailState.Failed, cancellation);

    /// <summary>Has mail sent again whose earlier messages were given up, and wakes the postman when all of it is there.</summary>
    public async Task RetryAsync(IReadOnlyCollection<OutboxMail> mails, DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var mail in mails)
        {
            await RetryAsync(mail, cancellation);
        }

        await Postman.WakeAsync(client, log, cancellation);
    }

    /// <summary>
    /// Puts a message on the queue about a mail whose earlier ones were given up; the caller wakes the postman. The sender asks the mailbox first,
    /// so that nobody gets it twice.
    /// </summary>
    public async Task RetryAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var again = mail with { Round = mail.Round + 1, AskedAt = mail.State == MailState.Failed ? clock.GetUtcNow() : mail.AskedAt };
        if (await TryMoveAsync(again, MailState.Retrying, cancellation) is { } moved)
        {
            await EnqueueAsync(moved, cancellation);
        }
    }

    /// <summary>The queue drops a second message with the same id.</summary>
    private Task EnqueueAsync(OutboxMail mail, CancellationToken cancellation) => _sender.SendMessageAsync(
        new ServiceBusMessage($"{mail.Year}/{mail.Id}")
        {
            MessageId = mail.Round == 0 ? $"{mail.Year}-{mail.Id}" : string.Create(CultureInfo.InvariantCulture, $"{mail.Year}-{mail.Id}-{mail.Round}"),
            Subject = mail.Kind,
        },
        cancellation);

    private static string Partition(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static TableEntity RowOf(OutboxMail mail) => new(Partition(mail.Year), mail.Id)
    {
        ["Kind"] = mail.Kind,
        ["Contact"] = mail.Contact,
        ["Subject"] = mail.Subject,
        ["State"] = mail.State.ToString(),
        ["CreatedAt"] = mail.CreatedAt,
        ["SentAt"] = mail.SentAt,
        ["AskedAt"] = mail.AskedAt,
        ["MovedAt"] = mail.MovedAt,
        ["Round"] = mail.Round,
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
        AskedAt = row.GetDateTimeOffset("AskedAt") ?? row.GetDateTimeOffset("CreatedAt") ?? default,
        MovedAt = row.GetDateTimeOffset("MovedAt") ?? row.GetDateTimeOffset("CreatedAt") ?? default,
        Round = row.GetInt32("Round") ?? 0,
        ETag = row.ETag,
    };
}
