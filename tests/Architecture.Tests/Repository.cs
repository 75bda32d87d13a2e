using System.Xml.Linq;

namespace Arshjulet.Architecture.Tests;

/// <summary>The repository's files, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", ".local", ".git"];

    public static readonly string Root = Above(AppContext.BaseDirectory);

    /// <summary>Files of ours under a folder of the repository, as paths from its root with slashes; none where the folder isn't there yet.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] extensions)
    {
        var full = Path.Combine(Root, folder);
        return !Directory.Exists(full) ? [] :
        [
            .. Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => extensions.Contains(Path.GetExtension(f)) && !f.Split('/').Any(NotOurs.Contains))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Code and pages.</summary>
    public static IReadOnlyList<string> Code(params string[] folders) => [.. folders.SelectMany(f => Files(f, ".cs", ".razor"))];

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>The project file that lies in a folder itself, or null where it isn't there yet.</summary>
    public static XDocument? Project(string folder) =>
        Files(folder, ".csproj").FirstOrDefault(f => Path.GetDirectoryName(f) == folder) is { } file ? XDocument.Parse(Text(file)) : null;

    private static string Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Arshjulet.slnx")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {folder} has Arshjulet.slnx.");
    }
}
