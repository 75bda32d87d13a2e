using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Local.Http;

/// <summary>
/// Replaces App Service authentication: the signed-in user is kept in a cookie here and given to the app in headers. The same headers from
/// outside never reach the app.
/// </summary>
internal sealed class SignIn(IDataProtectionProvider protection, AppRoles roles)
{
    private const string Cookie = "lokal-inloggning";
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private readonly IDataProtector _protector = protection.CreateProtector("local sign-in");

    public IReadOnlyList<AppRole> Roles => roles.All;

    public Task TellAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var header in context.Request.Headers.Keys.Where(IsPrincipal).ToArray())
        {
            context.Request.Headers.Remove(header);
        }

        if (Read(context) is var (name, role))
        {
            var address = $"{new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '.')])}@example.se";
            context.Request.Headers[Header] = Principal(name, role, address);
            context.Request.Headers[$"{Header}-NAME"] = address;
            context.Request.Headers[$"{Header}-ID"] = address;
            context.Request.Headers[$"{Header}-IDP"] = "aad";
        }

        return next(context);
    }

    public (string Name, string Role)? Read(HttpContext context)
    {
        try
        {
            var cookie = context.Request.Cookies[Cookie];
            return cookie is not null && JsonSerializer.Deserialize<string[]>(_protector.Unprotect(cookie)) is [var name, var role] ? (name, role) : null;
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <returns>False when there is no such role or the name is empty.</returns>
    public bool TryWrite(HttpContext context, string? name, string? role)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || Roles.All(known => known.Value != role))
        {
            return false;
        }

        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(new[] { name.Trim(), role })), Options());
        return true;
    }

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options());

    private static CookieOptions Options() => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" };

    /// <summary>Only a path on this host: a full address, or one that a browser reads as such, leads to the start page.</summary>
    public static string LocalPath(string? target) =>
        target is ['/', ..] and not ['/', '/', ..] && !target.Contains('\\', StringComparison.Ordinal) && !target.Any(char.IsControl)
            ? target
            : "/";

    private static bool IsPrincipal(string header) =>
        header.StartsWith(Header, StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-MS-TOKEN-", StringComparison.OrdinalIgnoreCase);

    private static string Principal(string name, string role, string address)
    {
        var principal = new JsonObject
        {
            ["auth_typ"] = "aad",
            ["claims"] = new JsonArray(Claim("name", name), Claim("roles", role), Claim("preferred_username", address)),
            ["name_typ"] = "name",
            ["role_typ"] = "roles",
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(principal.ToJsonString()));

        static JsonObject Claim(string type, string value) => new() { ["typ"] = type, ["val"] = value };
    }
}
