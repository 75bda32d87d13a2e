using Arshjulet.Functions.Answers;
using Arshjulet.Functions.Compile;
using Arshjulet.Functions.Orchestrations;
using Arshjulet.Functions.Settle;
using Arshjulet.Functions.Submit;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Timeline;

/// <summary>
/// Mends what a process that died left half done, and starts anew what gave up: a decision whose year never started, a part of the year that
/// failed, a submission whose row or receipt is missing, a change that was not logged, a compile that was begun and never started.
/// Everything it does is safe to do again.
/// </summary>
public sealed class WakeYears(
    YearStore years, YearParts parts, SubmitStep submit, LoggedAnswers answers, CompilationStore compilations, YearStart start, WakeParts wakeParts, TimeProvider clock)
{
    private static readonly TimeSpan AfterClosing = TimeSpan.FromDays(2);

    [Function(nameof(WakeYears))]
    public async Task RunAsync([TimerTrigger("0 5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var year in await years.DecidedAsync(cancellation))
        {
            var state = await years.ReadAsync(year, cancellation);

            // The last changes may have been made just before the year closed, and the wakes that end its orchestrations be lost.
            if (state.ClosedAt is null || state.ClosedAt + AfterClosing > clock.GetUtcNow())
            {
                await answers.FinishCutOffAsync(year, cancellation);
                if (state.ClosedAt is not null)
                {
                    await wakeParts.RunAsync(year, client, cancellation);
                }
            }

            if (state.ClosedAt is null)
            {
                await start.StartAsync(client, year, cancellation);
                await parts.RestartAsync(year, client, cancellation);
                await submit.FinishCutOffAsync(year, client, cancellation);

                // Only when there is something to see: each event stays in the instance's history.
                if (Meetings.KsIsInForce(state.Meetings))
                {
                    await Waking.WakeAsync(client, InstanceIds.ForSettling(year), cancellation);
                }

                foreach (var begun in (await compilations.OfYearAsync(year, cancellation)).Where(v => v.State == CompileState.Running))
                {
                    await Starting.StartAsync(client, nameof(CompileOrchestrator), begun.InstanceId, new CompileId(year, begun.Version), cancellation);
                }
            }
        }
    }
}
