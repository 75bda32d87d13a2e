using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Mail;

/// <summary>Finds mail whose row was written and whose queue message was not: the process died in between.</summary>
public sealed class SweepOutbox(YearStore years, Outbox outbox, TimeProvider clock)
{
    /// <summary>Longer than any send takes, so that the sweep wakes only what sleeps.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    [Function(nameof(SweepOutbox))]
    public async Task RunAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            foreach (var mail in await outbox.OfYearAsync(year, cancellation))
            {
                if (mail.State == MailState.Queued && mail.CreatedAt < clock.GetUtcNow() - Late)
                {
                    await outbox.EnqueueAsync(mail, cancellation);
                }
            }
        }
    }
}
