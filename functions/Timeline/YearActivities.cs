using Arshjulet.Functions.City;
using Arshjulet.Functions.Years;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Arshjulet.Functions.Timeline;

public sealed class YearActivities(CityContent city, YearStore years, YearParts parts)
{
    /// <summary>When instructions and links are sent, in UTC: the morning of the planned day.</summary>
    [Function(nameof(ReadDistributionTime))]
    public DateTime ReadDistributionTime([ActivityTrigger] int year) =>
        WorkingDays.At(city.Year(year).Plan.Dates.Distribution.Date, Reminding.Morning).UtcDateTime;

    [Function(nameof(IsClosed))]
    public async Task<bool> IsClosed([ActivityTrigger] int year, CancellationToken cancellation) => await years.IsClosedAsync(year, cancellation);

    /// <summary>Starts the parts of a distributed year that are not running. Idempotent.</summary>
    [Function(nameof(StartParts))]
    public Task StartParts([ActivityTrigger] int year, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        parts.StartAsync(year, client, cancellation);
}
