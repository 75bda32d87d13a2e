using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Access;

/// <summary>What somebody at the office may do. Each role includes the roles below it.</summary>
public enum OfficeRole
{
    /// <summary>Registers decisions, compiles, reopens.</summary>
    Secretary,

    /// <summary>Compiles and edits texts.</summary>
    Analyst,

    /// <summary>Reads.</summary>
    Reader,
}

/// <summary>Somebody who is signed in at the office: the id goes to the log, the name is shown on pages.</summary>
public sealed record OfficeUser(string Id, string Name, OfficeRole Role)
{
    public bool May(OfficeRole role) => Role <= role;
}

/// <summary>
/// The office signs in through App Service authentication with Microsoft Entra, which passes the user in a request header and strips that
/// header from what clients send. The local host does the same.
/// </summary>
public static class OfficeSignIn
{
    private sealed record Principal(IReadOnlyList<PrincipalClaim>? Claims);

    private sealed record PrincipalClaim(string Typ, string Val);

    /// <summary>By name and nothing else: an enum is also parsed from numbers, and 0 would be the secretary.</summary>
    private static readonly Dictionary<string, OfficeRole> RoleNames = Enum.GetValues<OfficeRole>().ToDictionary(r => r.ToString());

    private static readonly string[] RoleClaims = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];
    private static readonly string[] IdClaims =
    [
        "preferred_username",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "http://schemas.microsoft.com/identity/claims/objectidentifier",
    ];

    /// <summary>The signed-in user.</summary>
    /// <exception cref="SignInException">Nobody is signed in.</exception>
    /// <exception cref="DeniedException">The user does not have this role.</exception>
    public static OfficeUser Require(HttpRequest request, OfficeRole role)
    {
        var user = Find(request) ?? throw new SignInException("Nobody is signed in.");
        return user.May(role) ? user : throw new DeniedException($"{user.Id} is {user.Role}, not {role}.");
    }

    private static OfficeUser? Find(HttpRequest request)
    {
        if (request.Headers["X-MS-CLIENT-PRINCIPAL"].ToString() is not { Length: > 0 } header || Read(header)?.Claims is not { } claims)
        {
            return null;
        }

        string? Claim(params string[] types) => claims.FirstOrDefault(c => types.Contains(c.Typ))?.Val;
        var roles = claims.Where(c => RoleClaims.Contains(c.Typ))
            .Where(c => RoleNames.ContainsKey(c.Val)).Select(c => RoleNames[c.Val]).ToArray();
        var id = Claim(IdClaims) ?? "?";
        return roles.Length == 0
            ? throw new DeniedException($"{id} has no role in the app.")
            : new OfficeUser(id, Claim("name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name") ?? id, roles.Min());
    }

    private static Principal? Read(string header)
    {
        try
        {
            return JsonSerializer.Deserialize<Principal>(Convert.FromBase64String(header), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
