using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// Finds mail that no message on the queue leads to: the process died between the row and the message, or the message was given up after its
/// ten deliveries. Closed years too: the decisions are put in the outbox in the moment before the year closes. Then it wakes the postman, or starts
/// it: what nobody woke it for is found here.
/// </summary>
public sealed class SweepOutbox(YearStore years, Outbox outbox, MailOptions options, TimeProvider clock, ILogger<SweepOutbox> log)
{
    /// <summary>Longer than any send takes once its turn has come, so that the sweep touches only what sleeps.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>Longer than ten deliveries take: until then a mail that was tried is still being tried.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    [Function(nameof(SweepOutbox))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var unsent = new List<OutboxMail>();
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            unsent.AddRange(await outbox.InStateAsync(year, [MailState.Queued, MailState.Sending, MailState.Retrying], cancellation));
        }

        // Many mails wait their turn for longer than a quarter, at so many a minute.
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
    /// Puts a message of its own on the queue, which drops one with the id of one that was given up. A sender that dies each time, or can't
    /// even read the mail, says of none that it failed: its patience ends here.
    /// </summary>
    private Task RetryAsync(OutboxMail mail, CancellationToken cancellation) => mail.State != MailState.Queued && mail.MovedAt >= mail.AskedAt + Outbox.Patience
        ? outbox.TryMoveAfterFailureAsync(mail, cancellation)
        : outbox.RetryAsync(mail, cancellation);
}
