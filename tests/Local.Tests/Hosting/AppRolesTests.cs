using Arshjulet.Local.Hosting;
using Arshjulet.Local.Http;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The roles to sign in with are those that the app's file turns on, and a file that says something else stops the start.</summary>
public sealed class AppRolesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roles-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void When_the_file_names_roles_then_those_that_are_on_can_be_chosen()
    {
        Write("""[{"value":"A","displayName":"Ä"},{"value":"B","displayName":"Bö","isEnabled":false}]""");

        Assert.Equal([new AppRole("A", "Ä")], AppRoles.Read(_folder.FullName).All);
    }

    [Fact]
    public void When_there_is_no_file_then_there_is_no_role() => Assert.Empty(AppRoles.Read(_folder.FullName).All);

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"displayName":"Ä"}]""")]
    [InlineData("""[{"value":null,"displayName":"Ä"}]""")]
    public void When_the_file_is_no_list_of_roles_then_the_start_is_refused_by_its_name(string text)
    {
        Write(text);

        var refused = Assert.Throws<StartRefusedException>(() => AppRoles.Read(_folder.FullName));

        Assert.Contains("app-roles.json", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "app-roles.json"), text);
}
