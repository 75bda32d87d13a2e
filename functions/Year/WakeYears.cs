using Arshjulet.Functions.Collect;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Year;

/// <summary>
/// Mends what a process that died left half done: a decision whose year never started, a submission whose row or receipt is missing,
/// a compile that was begun and never started.
/// Everything it does is safe to do again.
/// </summary>
public sealed class WakeYears(YearStore years, SubmitStep submit, CompilationStore compilations)
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
                foreach (var begun in (await compilations.OfYearAsync(year, cancellation)).Where(v => v.State == CompileState.Running))
                {
                    await YearClock.StartAsync(client, nameof(CompileOrchestrator), begun.InstanceId, new CompileId(year, begun.Version), cancellation);
                }
            }
        }
    }
}
