using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// Sends new messages about mail that has none on the queue, because the process died between storing the row and sending the message, or because
/// the message was given up after its ten deliveries. Closed years are included: the decisions are put in the outbox just before a year closes.
/// Then it wakes or starts the postman, in case an earlier wake was lost.
/// </summary>
public sealed class SweepOutbox(YearStore years, Outbox outbox, MailOptions options, TimeProvider clock, ILogger<SweepOutbox> log)
{
    /// <summary>Longer than sending a mail takes once its turn has come, so that the sweep leaves alone what is being sent.</summary>
    private static readonly TimeSpan QueuedTimeout = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Longer than ten deliveries usually take. If a mailbox is busy for hours, a mail can get a second message; that one finds it sent.
    /// </summary>
    private static readonly TimeSpan SendingTimeout = TimeSpan.FromHours(1);

    [Function(nameof(SweepOutbox))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var unsent = new List<OutboxMail>();
        foreach (var year in await years.DecidedYearsAsync(cancellation))
        {
            unsent.AddRange(await outbox.InStateAsync(year, [MailState.Queued, MailState.Sending, MailState.Retrying], cancellation));
        }

        // At the allowed pace a long queue takes more than 15 minutes.
        var sendingTime = options.Pace.TimeFor(unsent.Count);
        try
        {
            foreach (var mail in unsent.Where(m => clock.GetUtcNow() - m.StateChangedAt > sendingTime + TimeoutOf(m.State)))
            {
                await RetryAsync(mail, cancellation);
            }
        }
        finally
        {
            // Even if a message could not be sent to the queue: there may be others.
            await Postman.WakeAsync(client, log, cancellation);
        }
    }

    /// <summary>
    /// Sends a new message with a new id, because the queue drops a repeated one. A sender that dies every time never records a failure, so the
    /// retry period is checked here too.
    /// </summary>
    private Task RetryAsync(OutboxMail mail, CancellationToken cancellation) =>
        mail.State != MailState.Queued && mail.StateChangedAt >= mail.AskedAt + Outbox.RetryPeriod
            ? outbox.TryRecordFailureAsync(mail, cancellation)
            : outbox.RetryAsync(mail, cancellation);

    private static TimeSpan TimeoutOf(MailState state) => state == MailState.Queued ? QueuedTimeout : SendingTimeout;
}
