using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Texts;

/// <summary>Fills in texts from the resources, and formats points in time.</summary>
public static class Text
{
    /// <summary>A text from the resources with its placeholders filled in.</summary>
    public static string With(string text, params object?[] facts) => string.Format(Swedish.Culture, text, facts);

    /// <summary>A count in the singular or plural: "1 påstående", "4 påståenden".</summary>
    public static string Count(int count, string one, string many) => With(count == 1 ? one : many, Swedish.Number(count));

    /// <summary>"29 november 2024 kl. 14.32", in Stockholm time.</summary>
    public static string Moment(DateTimeOffset instant) =>
        WorkingDays.InStockholm(instant).ToString("d MMMM yyyy 'kl.' HH.mm", Swedish.Culture);

    /// <summary>"2024-11-29 14:32", in Stockholm time, for tables.</summary>
    public static string TableMoment(DateTimeOffset instant) => Swedish.DateAndTime(instant);
}
