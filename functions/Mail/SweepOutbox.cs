using Arshjulet.Functions.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// Finds mail that no message on the queue leads to: the process died between the row and the message, or the message was given up after its
/// ten deliveries. Closed years too: the decisions are put in the outbox in the moment before the year closes. Then it wakes the postman, or starts
/// it, so mail is also sent when a wake was lost.
/// </summary>
public sealed class SweepOutbox(YearStore years, Outbox outbox, MailOptions options, TimeProvider clock, ILogger<SweepOutbox> log)
{
    /// <summary>Longer than any send takes once its turn has come, so that the sweep leaves alone what is still being sent.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>Longer than ten deliveries usually take. A mailbox that is busy for hours can have two messages about one mail waiting; the second finds it sent.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    [Function(nameof(SweepOutbox))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var unsent = new List<OutboxMail>();
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            unsent.AddRange(await outbox.InStateAsync(year, [MailState.Queued, MailState.Sending, MailState.Retrying], cancellation));
        }

        // At the allowed pace a long queue takes more than 15 minutes.
        var turn = options.Pace.TimeFor(unsent.Count);
        try
        {
            foreach (var mail in unsent.Where(m => clock.GetUtcNow() - m.MovedAt > turn + (m.State == MailState.Queued ? Late : GivenUp)))
            {
                await RetryAsync(mail, cancellation);
            }
        }
        finally
        {
            // Also when a mail can't be put on the queue: others may be there.
            await Postman.WakeAsync(client, log, cancellation);
        }
    }

    /// <summary>
    /// Sends a new message with a new id, because the queue drops a repeated one. If the sender dies every time, it never records a failure, so
    /// the mail is given up here.
    /// </summary>
    private Task RetryAsync(OutboxMail mail, CancellationToken cancellation) => mail.State != MailState.Queued && mail.MovedAt >= mail.AskedAt + Outbox.Patience
        ? outbox.TryMoveAfterFailureAsync(mail, cancellation)
        : outbox.RetryAsync(mail, cancellation);
}
