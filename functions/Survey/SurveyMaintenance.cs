using Arshjulet.Model.Calendar;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Survey;

/// <summary>
/// Rewrites the survey's rows every night, so that their timestamps reveal nothing, and deletes leftover codes every hour after the last day.
/// </summary>
public sealed class SurveyMaintenance(Surveys surveys, SurveyTimestamps timestamps, SurveyCodes codes, TimeProvider clock)
{
    /// <summary>How many nights to go on after the last day. One is enough; the rest are in case the site is down.</summary>
    private const int NightsAfter = 7;

    [Function(nameof(EvenOutSurveys))]
    public async Task EvenOutSurveys([TimerTrigger("0 20 2 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in surveys.Years.Where(y => clock.GetUtcNow() < WorkingDays.EndOf(surveys.PlanOf(y).Closes.Date.AddDays(NightsAfter))))
        {
            await timestamps.RewriteAllAsync(year, cancellation);
        }
    }

    [Function(nameof(EraseSurveyCodes))]
    public async Task EraseSurveyCodes([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in surveys.Years.Where(y => surveys.OfYear(y).Any(v => v.Closed)))
        {
            await codes.EraseAsync(year, cancellation);
        }
    }
}
