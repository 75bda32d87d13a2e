using Microsoft.Extensions.Configuration;

namespace Arshjulet.Functions.City;

/// <summary>Which city the app serves, and by which address.</summary>
public sealed record CityOptions
{
    /// <summary>The city's folder of content, from the app's own folder; null where only one city is shipped.</summary>
    [ConfigurationKeyName("City:Folder")]
    public string? Folder { get; init; }

    /// <summary>The city's own domain, from <c>https://</c> on; null for the platform's host name.</summary>
    [ConfigurationKeyName("Site:Address")]
    public string? SiteAddress { get; init; }

    /// <summary>The host name that the platform gives the app.</summary>
    [ConfigurationKeyName("WEBSITE_HOSTNAME")]
    public string? HostName { get; init; }
}
