namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>
/// A copy of the app's own city whose year is still to come. The app in a process of its own follows the machine's clock, by which the real year has
/// ended. After 56 years the same dates fall on the same weekdays.
/// </summary>
public sealed class ComingYear : IDisposable
{
    public const int Year = 2080;
    private const int Real = 2024;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("coming-");

    public ComingYear()
    {
        var content = Path.Combine(DeployedApp.Folder, "content");
        foreach (var file in Directory.EnumerateFiles(content, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(content, file).Replace('\\', '/').Replace($"/years/{Real}/", $"/years/{Year}/", StringComparison.Ordinal);
            var to = Path.Combine(_root.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var plan = Path.Combine(Folder, "years", $"{Year}", "year.json");
        File.WriteAllText(plan, File.ReadAllText(plan).Replace($"{Real}", $"{Year}", StringComparison.Ordinal)
            .Replace($"{Real + 1}-", $"{Year + 1}-", StringComparison.Ordinal).Replace($"{Real + 3}", $"{Year + 3}", StringComparison.Ordinal));
    }

    public string Folder => Path.Combine(_root.FullName, "malmo");

    public void Dispose() => _root.Delete(recursive: true);
}
