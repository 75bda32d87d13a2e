using System.Text.Json;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Http;

/// <summary>A role of the app's: what it calls it, and what a person reads.</summary>
public sealed record AppRole(string Value, string DisplayName);

/// <summary>The roles that can be chosen when one signs in.</summary>
internal sealed record AppRoles(IReadOnlyList<AppRole> All)
{
    private const string File = "app-roles.json";

    /// <summary>
    /// Reads the file beside the app's assembly that says which roles its registration at Microsoft Entra has, as <c>az ad app create --app-roles</c>
    /// takes it. An app without one has no roles.
    /// </summary>
    /// <exception cref="StartRefusedException">The file holds something else.</exception>
    public static AppRoles Read(string folder)
    {
        var path = Path.Combine(folder, File);
        try
        {
            return new AppRoles(System.IO.File.Exists(path) ? JsonSerializer.Deserialize<AppRole[]>(System.IO.File.ReadAllText(path), JsonSerializerOptions.Web) ?? [] : []);
        }
        catch (JsonException fault)
        {
            throw new StartRefusedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
