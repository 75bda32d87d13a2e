namespace Arshjulet.Functions.City;

/// <summary>Where people reach the site. Links in mail begin with it.</summary>
public sealed record Site(Uri Address)
{
    /// <summary>The city's own domain, else the host name that the platform gives the app.</summary>
    /// <exception cref="ContentException">Neither is given, or the setting is not an absolute address.</exception>
    public static Site From(CityOptions options)
    {
        var (setting, hostName) = (options.SiteAddress, options.HostName);
        if (string.IsNullOrEmpty(setting) && !string.IsNullOrEmpty(hostName))
        {
            // Without TLS only on the loopback address.
            var plain = new Uri($"http://{hostName}");
            return new Site(plain.IsLoopback ? plain : new Uri($"https://{hostName}"));
        }

        // "localhost:7071" is an address too, of the scheme "localhost".
        return Uri.TryCreate(setting, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? new Site(address)
            : throw new ContentException("settings", null, "Site:Address is not an absolute address that begins with https://.");
    }

    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>An absolute address of a path that begins with a slash.</summary>
    public string At(string path) => new Uri(Address, path).ToString();
}
