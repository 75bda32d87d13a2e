using System.Globalization;
using Arshjulet.Model.Calendar;

namespace Arshjulet.Documents.Excel;

/// <summary>An instant as the clock in Sweden shows it: "2024-11-21 14:03".</summary>
internal static class SwedishTime
{
    public static string Of(DateTimeOffset instant) =>
        WorkingDays.InStockholm(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
