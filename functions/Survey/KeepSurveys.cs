using Arshjulet.Model.Calendar;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Survey;

/// <summary>Every night evens out the times that the storage service stamps on rows; every hour after the last day takes away the codes that are left.</summary>
public sealed class KeepSurveys(Surveys surveys, SurveyStamps stamps, SurveyCodes codes, TimeProvider clock)
{
    /// <summary>Nights after the last day: one is enough, and the site may have been down for some.</summary>
    private const int NightsAfter = 7;

    [Function(nameof(EvenOutSurveys))]
    public async Task EvenOutSurveys([TimerTrigger("0 20 2 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in surveys.Years.Where(y => clock.GetUtcNow() < WorkingDays.EndOf(surveys.PlanOf(y).Closes.Date.AddDays(NightsAfter))))
        {
            await stamps.EvenOutAsync(year, cancellation);
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
