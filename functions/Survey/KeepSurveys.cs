using Arshjulet.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Survey;

/// <summary>Every hour: evens out the times that the storage service stamps on rows, and after the last day takes away the codes that are left.</summary>
public sealed class KeepSurveys(Surveys surveys, SurveyStore store, SurveyCodes codes)
{
    [Function(nameof(KeepSurveys))]
    public async Task RunAsync([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var year in surveys.Years)
        {
            await store.StillAsync(year, cancellation);
            if (surveys.OfYear(year).Any(v => v.Closed))
            {
                await codes.EraseAsync(year, cancellation);
            }
        }
    }
}
