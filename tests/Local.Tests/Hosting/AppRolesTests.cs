using Arshjulet.Local.Hosting;
using Arshjulet.Local.Http;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>The app's roles are read from its file, and a file that says something else is no guess.</summary>
public sealed class AppRolesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roles-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WhenTheFileNamesRoles_ThenThoseThatAreOnCanBeChosen()
    {
        Write("""[{"value":"A","displayName":"Ä"},{"value":"B","displayName":"Bö","isEnabled":false}]""");

        Assert.Equal([new AppRole("A", "Ä")], AppRoles.Read(_folder.FullName).All);
    }

    [Fact]
    public void WhenThereIsNoFile_ThenThereIsNoRole() => Assert.Empty(AppRoles.Read(_folder.FullName).All);

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("""[{"displayName":"Ä"}]""")]
    [InlineData("""[{"value":null,"displayName":"Ä"}]""")]
    public void WhenTheFileIsNoListOfRoles_ThenTheStartIsRefusedByItsName(string text)
    {
        Write(text);

        var refused = Assert.Throws<StartRefusedException>(() => AppRoles.Read(_folder.FullName));

        Assert.Contains("app-roles.json", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "app-roles.json"), text);
}
