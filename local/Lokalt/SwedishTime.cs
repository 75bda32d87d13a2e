using System.Globalization;

namespace Arshjulet.Local.Lokalt;

/// <summary>Times as a reader in Sweden sees them. The app has the like, but this host runs any app and shares no code with one.</summary>
internal static class SwedishTime
{
    private static readonly CultureInfo _swedish = CultureInfo.GetCultureInfo("sv-SE");
    private static readonly TimeZoneInfo _stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    public static string Long(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _stockholm).ToString("dddd d MMMM yyyy 'kl.' HH.mm", _swedish);

    public static string Short(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _stockholm).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time with an offset is read with it; one without is Swedish time.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return null;
        }

        if (time.Kind != DateTimeKind.Unspecified)
        {
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();
        }

        // The hour that the spring change leaves out is read as the one after.
        time = _stockholm.IsInvalidTime(time) ? time.AddHours(1) : time;
        return new DateTimeOffset(time, _stockholm.GetUtcOffset(time)).ToUniversalTime();
    }
}
