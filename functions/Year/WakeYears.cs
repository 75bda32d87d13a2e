using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Year;

/// <summary>
/// Mends what a process that died left half done: a decision whose year never started, a submission whose row or receipt is missing.
/// Everything it does is safe to do again.
/// </summary>
public sealed class WakeYears(YearStore years, SubmitStep submit)
{
    [Function(nameof(WakeYears))]
    public async Task RunAsync([TimerTrigger("0 5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            if ((await years.ReadAsync(year, cancellation)).ClosedAt is null)
            {
                await YearClock.StartAsync(client, year, cancellation);
                await submit.FinishCutOffAsync(year, client, cancellation);
                await YearClock.WakeAsync(client, YearClock.SettleInstance(year), cancellation);
            }
        }
    }
}
