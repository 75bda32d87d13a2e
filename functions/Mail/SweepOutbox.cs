using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Mail;

/// <summary>
/// Finds mail that no message on the queue leads to: the process died between the row and the message, or the message was given up after its
/// ten deliveries. Closed years too: the decisions are put in the outbox in the moment before the year closes.
/// </summary>
public sealed class SweepOutbox(YearStore years, Outbox outbox, TimeProvider clock)
{
    /// <summary>Longer than any send takes, so that the sweep wakes only what sleeps.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>Longer than ten deliveries take: until then a mail that was tried is still being tried.</summary>
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    [Function(nameof(SweepOutbox))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            foreach (var mail in await outbox.InStateAsync(year, [MailState.Queued, MailState.Sending, MailState.Retrying], cancellation))
            {
                var sleeps = clock.GetUtcNow() - mail.MovedAt;
                if (sleeps > (mail.State == MailState.Queued ? Late : GivenUp))
                {
                    await RetryAsync(mail, cancellation);
                }
            }
        }
    }

    /// <summary>
    /// Wakes a sender by a message of its own: the queue drops one with the id of one that was given up. A sender that dies each time, or can't
    /// even read the mail, says of none that it failed: its patience ends here.
    /// </summary>
    private Task RetryAsync(OutboxMail mail, CancellationToken cancellation) => mail.State != MailState.Queued && mail.MovedAt >= mail.AskedAt + Outbox.Patience
        ? outbox.TryMoveAfterFailureAsync(mail, cancellation)
        : outbox.RetryAsync(mail, cancellation);
}
