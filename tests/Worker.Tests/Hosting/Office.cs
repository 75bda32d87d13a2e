using System.Text;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>Somebody who has signed in at the office, with a role that the app knows.</summary>
public sealed record Office(string Role)
{
    /// <summary>The header that App Service authentication puts on each request of whoever has signed in.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    public static Office Secretary { get; } = new("Secretary");

    public string Principal => Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""
        {
          "auth_typ": "aad", "name_typ": "name", "role_typ": "roles",
          "claims": [
            { "typ": "name", "val": "Kim Kansli" }, { "typ": "roles", "val": "{{Role}}" }, { "typ": "preferred_username", "val": "kim.kansli@example.se" }
          ]
        }
        """));
}
