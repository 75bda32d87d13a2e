using System.Globalization;

namespace Arshjulet.Functions.Orchestrations;

/// <summary>The instance ids of a year's orchestrations, which are business keys.</summary>
public static class InstanceIds
{
    public static string ForYear(int year) => string.Create(CultureInfo.InvariantCulture, $"year-{year}");

    public static string ForBody(int year, string body) => string.Create(CultureInfo.InvariantCulture, $"body-{year}-{body}");

    public static string ForReminding(int year) => string.Create(CultureInfo.InvariantCulture, $"remind-{year}");

    public static string ForSettling(int year) => string.Create(CultureInfo.InvariantCulture, $"settle-{year}");
}
