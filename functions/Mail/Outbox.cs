using System.Globalization;
using Arshjulet.Functions.Storage;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>The outbox: a row first, then a message on the queue, then the postman is woken. A row without a message is found by the sweep.</summary>
public sealed class Outbox(Tables tables, ServiceBusClient bus, TimeProvider clock, ILogger<Outbox> log)
{
    public const string Queue = "mail";

    /// <summary>The queue of what somebody waits for. The postman looks here first.</summary>
    public const string AwaitedQueue = "mail-awaited";

    private readonly ServiceBusSender _sender = bus.CreateSender(Queue);
    private readonly ServiceBusSender _awaited = bus.CreateSender(AwaitedQueue);

    /// <summary>For how long a mail is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Puts a mail in the outbox, once, and wakes the postman.</summary>
    public Task PutAsync(OutboxMail mail, DurableTaskClient client, CancellationToken cancellation) => PutAsync([mail], client, cancellation);

    /// <summary>Puts mail in the outbox, each once, and wakes the postman when all of it is there.</summary>
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
                // What is there is sent, also when a browser goes away now or the rest could not be put.
                await Postman.WakeAsync(client, log, CancellationToken.None);
            }
        }
    }

    /// <summary>The row is what counts: a queue that doesn't answer stops nothing. Returns whether there is a message for the postman.</summary>
    private async Task<bool> TryPutAsync(OutboxMail mail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var row = OutboxRows.RowFor(mail with { State = MailState.Queued, CreatedAt = now, AskedAt = now, MovedAt = now });
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
        OutboxRows.ReadOldestFirst(await tables.Mail.PartitionAsync(OutboxRows.Partition(year), cancellation));

    /// <summary>A year's mail in one of these states, oldest first.</summary>
    public async Task<IReadOnlyList<OutboxMail>> InStateAsync(int year, MailState[] states, CancellationToken cancellation)
    {
        var query = RowQuery.InPartition(OutboxRows.Partition(year)).AndAny("State", states.Select(s => s.ToString()));
        return OutboxRows.ReadOldestFirst(await tables.Mail.ReadAsync(query, cancellation));
    }

    /// <summary>Moves a mail on, as it was read. Null when another sender has moved it.</summary>
    public async Task<OutboxMail?> TryMoveAsync(OutboxMail mail, MailState state, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var moved = mail with { State = state, SentAt = state == MailState.Sent ? now : null, MovedAt = now };
        var row = OutboxRows.RowFor(moved);
        return await tables.Mail.TryReplaceAsync(row, cancellation) ? OutboxRows.Read(row) : null;
    }

    /// <summary>A try has failed: there are more to come, unless it has been tried for long enough.</summary>
    public Task<OutboxMail?> TryMoveAfterFailureAsync(OutboxMail mail, CancellationToken cancellation) =>
        TryMoveAsync(mail, clock.GetUtcNow() < mail.AskedAt + Patience ? MailState.Retrying : MailState.Failed, cancellation);

    /// <summary>Has mail sent again whose earlier messages were given up, and wakes the postman when all of it is there.</summary>
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
    private Task EnqueueAsync(OutboxMail mail, CancellationToken cancellation) => (mail.IsAwaited ? _awaited : _sender).SendMessageAsync(
        new ServiceBusMessage($"{mail.Year}/{mail.Id}")
        {
            MessageId = mail.Round == 0 ? $"{mail.Year}-{mail.Id}" : string.Create(CultureInfo.InvariantCulture, $"{mail.Year}-{mail.Id}-{mail.Round}"),
            Subject = mail.Kind,
        },
        cancellation);
}
