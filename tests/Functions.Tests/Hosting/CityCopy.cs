namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>A copy of the small city on disk, to break.</summary>
public sealed class CityCopy : IDisposable
{
    private static readonly string Cities = Path.Combine(AppContext.BaseDirectory, "cities");
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("city-");

    public CityCopy()
    {
        foreach (var file in Directory.EnumerateFiles(Cities, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_root.FullName, Path.GetRelativePath(Cities, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public string Folder => Path.Combine(_root.FullName, "smastad");

    /// <summary>Writes <paramref name="with"/> for the first <paramref name="what"/> in a file; returns the line where it stood.</summary>
    public int Replace(string file, string what, string with)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(what, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new InvalidOperationException($"{what} is not in {file}.");
        }

        File.WriteAllText(path, text[..at] + with + text[(at + what.Length)..]);
        return text.AsSpan(0, at).Count('\n') + 1;
    }

    public void Delete(string file) => File.Delete(Path.Combine(Folder, file));

    public void Dispose() => _root.Delete(recursive: true);
}
