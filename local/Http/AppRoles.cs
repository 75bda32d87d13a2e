using System.Text.Json;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Http;

/// <summary>A role of the app's: the value that the app knows it by, and the name that a person reads.</summary>
public sealed record AppRole(string Value, string DisplayName)
{
    /// <summary>Microsoft Entra gives nobody a role that is switched off.</summary>
    public bool IsEnabled { get; init; } = true;
}

/// <summary>The roles that can be chosen when one signs in.</summary>
internal sealed record AppRoles(IReadOnlyList<AppRole> All)
{
    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>
    /// Reads the file beside the app's assembly that says which roles its registration at Microsoft Entra has, in the form that
    /// <c>az ad app create --app-roles</c> takes. An app without one has no roles.
    /// </summary>
    /// <exception cref="StartRefusedException">The file holds something else.</exception>
    public static AppRoles Read(string folder)
    {
        var path = Path.Combine(folder, "app-roles.json");
        try
        {
            var roles = File.Exists(path) ? JsonSerializer.Deserialize<AppRole?[]>(File.ReadAllText(path), _json)! : [];
            return new AppRoles([.. roles.Select(role => role ?? throw new JsonException("a role is null.")).Where(role => role.IsEnabled)]);
        }
        catch (JsonException fault)
        {
            throw new StartRefusedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
