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
/// The hourly repair. It completes what a process that died left half done, and restarts what has failed: a decision whose year never started, a
/// failed part of the year, a submission without its row or receipt, a change that was not logged, a compilation that never started. All of it is
/// safe to repeat.
/// </summary>
public sealed class WakeYears(
    YearStore years, YearParts parts, SubmitStep submit, LoggedAnswers answers, CompilationStore compilations, YearStart start,
    WakeParts wakeParts, TimeProvider clock)
{
    private static readonly TimeSpan AfterClosing = TimeSpan.FromDays(2);

    [Function(nameof(WakeYears))]
    public async Task RunAsync([TimerTrigger("0 5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var year in await years.DecidedYearsAsync(cancellation))
        {
            var state = await years.ReadAsync(year, cancellation);

            // Shortly after closing, too: the last changes may not be logged, and the events that end the year's orchestrations may be lost.
            if (state.ClosedAt is null || state.ClosedAt + AfterClosing > clock.GetUtcNow())
            {
                await answers.FinishInterruptedAsync(year, cancellation);
                if (state.ClosedAt is not null)
                {
                    await wakeParts.RunAsync(year, client, cancellation);
                }
            }

            if (state.ClosedAt is null)
            {
                await start.StartAsync(client, year, cancellation);
                await parts.RestartAsync(year, client, cancellation);
                await submit.FinishInterruptedAsync(year, client, cancellation);

                // Only if it has something to do, because each event is kept in the instance's history.
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
