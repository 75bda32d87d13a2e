using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// The outbox. Putting a mail stores a row, sends a message to the queue and wakes the postman. If a row has no message, the sweep sends one.
/// </summary>
public sealed class Outbox(Tables tables, ServiceBusClient bus, TimeProvider clock, ILogger<Outbox> log)
{
    public const string Queue = "mail";

    /// <summary>The queue for mail that somebody is waiting for. The postman empties it first.</summary>
    public const string AwaitedQueue = "mail-awaited";

    private readonly ServiceBusSender _sender = bus.CreateSender(Queue);
    private readonly ServiceBusSender _awaited = bus.CreateSender(AwaitedQueue);

    /// <summary>How long the app keeps trying to send a mail.</summary>
    public static readonly TimeSpan RetryPeriod = TimeSpan.FromDays(1);

    /// <summary>Puts a mail in the outbox, once, and wakes the postman.</summary>
    public Task PutAsync(OutboxMail mail, DurableTaskClient client, CancellationToken cancellation) => PutAsync([mail], client, cancellation);

    /// <summary>Puts mails in the outbox, each once, and wakes the postman when all are there.</summary>
    public async Task PutAsync(IReadOnlyCollection<OutboxMail> mails, DurableTaskClient client, CancellationToken cancellation)
    {
        var any = false;
        try
        {
            foreach (var mail in mails)
            {
                any |= await TryPutAsync(mail, cancellation);
            }
        }
        finally
        {
            if (any)
            {
                // Send what has been put, even if the browser disconnects now or the rest could not be put.
                await Postman.WakeAsync(client, log, CancellationToken.None);
            }
        }
    }

    /// <summary>Stores the row and sends the message. Returns whether a message was sent; if not, the sweep will send one.</summary>
    private async Task<bool> TryPutAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var row = OutboxRows.RowFor(mail with { State = MailState.Queued, CreatedAt = now, AskedAt = now, StateChangedAt = now });
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
            log.LogError(e, "{Mail} is in the outbox but not on the queue; the sweep puts it there", mail.Id);
            return false;
        }
    }

    public async Task<OutboxMail?> FindAsync(int year, string id, CancellationToken cancellation) =>
        await tables.Mail.FindAsync(OutboxRows.Partition(year), id, cancellation) is { } row ? OutboxRows.Read(row) : null;

    /// <summary>A year's mail, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> OfYearAsync(int year, CancellationToken cancellation) =>
        OutboxRows.ReadOldestFirst(await tables.Mail.ReadPartitionAsync(OutboxRows.Partition(year), cancellation));

    /// <summary>A year's mail in one of these states, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> InStateAsync(int year, MailState[] states, CancellationToken cancellation)
    {
        var query = RowQuery.InPartition(OutboxRows.Partition(year)).AndAnyOf("State", states.Select(s => s.ToString()));
        return OutboxRows.ReadOldestFirst(await tables.Mail.ReadAsync(query, cancellation));
    }

    /// <summary>Sets a mail's state if it has not been changed since it was read. Null if another sender has changed it.</summary>
    public async Task<OutboxMail?> TrySetStateAsync(OutboxMail mail, MailState state, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var moved = mail with { State = state, SentAt = state == MailState.Sent ? now : null, StateChangedAt = now };
        var row = OutboxRows.RowFor(moved);
        return await tables.Mail.TryReplaceAsync(row, cancellation) ? OutboxRows.Read(row) : null;
    }

    /// <summary>Records a failed attempt: the mail will be retried until its retry period is over.</summary>
    public Task<OutboxMail?> TryRecordFailureAsync(OutboxMail mail, CancellationToken cancellation) =>
        TrySetStateAsync(mail, clock.GetUtcNow() < mail.AskedAt + RetryPeriod ? MailState.Retrying : MailState.Failed, cancellation);

    /// <summary>Sends new messages about mails whose earlier messages were given up, and wakes the postman.</summary>
    public async Task RetryAsync(IReadOnlyCollection<OutboxMail> mails, DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            foreach (var mail in mails)
            {
                await RetryAsync(mail, cancellation);
            }
        }
        finally
        {
            await Postman.WakeAsync(client, log, CancellationToken.None);
        }
    }

    /// <summary>
    /// Sends a new message about a mail whose earlier ones were given up; the caller wakes the postman. Before sending, the mailbox is asked whether
    /// the mail has gone out, so that nobody gets it twice.
    /// </summary>
    public async Task RetryAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var again = mail with { Round = mail.Round + 1, AskedAt = mail.State == MailState.Failed ? clock.GetUtcNow() : mail.AskedAt };
        if (await TrySetStateAsync(again, MailState.Retrying, cancellation) is { } moved)
        {
            await EnqueueAsync(moved, cancellation);
        }
    }

    /// <summary>Sends a message to the queue, which drops a second message with the same id.</summary>
    private Task EnqueueAsync(OutboxMail mail, CancellationToken cancellation) => (mail.IsAwaited ? _awaited : _sender).SendMessageAsync(
        new ServiceBusMessage($"{mail.Year}/{mail.Id}")
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{mail.Year}-{mail.Id}{(mail.Round == 0 ? "" : $"-{mail.Round}")}"),
            Subject = mail.Kind,
        },
        cancellation);
}
