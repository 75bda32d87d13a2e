using System.Text.Json;
using Arshjulet.Functions.Access;
using Xunit;

namespace Arshjulet.Functions.Tests.Access;

/// <summary>The roles that the registration at Microsoft Entra offers are those that the app understands.</summary>
public sealed class AppRolesTests
{
    [Fact]
    public void When_a_role_is_given_then_the_app_knows_it()
    {
        using var roles = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "app-roles.json")));

        Assert.Equal(Enum.GetNames<OfficeRole>(), roles.RootElement.EnumerateArray().Select(role => role.GetProperty("value").GetString()));
    }
}
