using Arshjulet.Functions.City;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Year;

public sealed class YearActivities(CityContent city)
{
    /// <summary>When instructions and links go out, in UTC: in the morning of the planned day.</summary>
    [Function(nameof(ReadDistributionTime))]
    public DateTime ReadDistributionTime([ActivityTrigger] int year) =>
        WorkingDays.At(city.Year(year).Plan.Dates.Distribution.Date, Reminding.Morning).UtcDateTime;
}
