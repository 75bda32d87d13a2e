namespace Arshjulet.Functions.City;

/// <summary>Where people reach the site: setting <c>Site:Address</c>. Links in mail begin with it.</summary>
public sealed record Site(Uri Address)
{
    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>An absolute address of a path that begins with a slash.</summary>
    public string At(string path) => new Uri(Address, path).ToString();
}
