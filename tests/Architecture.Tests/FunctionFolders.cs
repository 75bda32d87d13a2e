using System.Text.RegularExpressions;

namespace Arshjulet.Architecture.Tests;

/// <summary>Which of the folders in functions/ each file uses, read from the text of the files (path → text).</summary>
internal sealed partial class FunctionFolders
{
    private const string Project = "functions/Arshjulet.Functions.csproj";
    private const string Imports = "functions/_Imports.razor";

    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly HashSet<(string Folder, string Name)> _declared;

    public FunctionFolders(IReadOnlyDictionary<string, string> files)
    {
        _files = files;
        Names = [.. Code.Select(FolderOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _declared = [.. from file in files.Keys let folder = FolderOf(file) where folder is not null from name in DeclaredIn(file) select (folder, name)];
    }

    /// <summary>The folders that hold code.</summary>
    public IReadOnlyList<string> Names { get; }

    private IEnumerable<string> Code => _files.Keys.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal));

    public static FunctionFolders Read() =>
        new(Repository.Files("functions", ".cs", ".razor", ".restext", ".csproj").ToDictionary(f => f, Repository.Text));

    /// <summary>One sentence for each use of a folder that stands above the file's own.</summary>
    public IReadOnlyList<string> UsesUpwards(string[] topToBottom) =>
    [
        .. from file in Code
           let own = FolderOf(file)
           where own is not null
           from source in SourcesOf(file)
           from used in UsesOf(source.Text)
           where Array.IndexOf(topToBottom, used) < Array.IndexOf(topToBottom, own)
           select $"{file} uses {used}, which stands above {own}{(source.Name == file ? "" : $", through {source.Name}")}.",
    ];

    /// <summary>Files whose namespace is another than their folder's: what they declare could be used without a trace.</summary>
    public IReadOnlyList<string> InAnotherNamespace() =>
    [
        .. from file in Code
           where file != "functions/Program.cs"
           let expected = NamespaceOf(file)
           where file.EndsWith(".razor", StringComparison.Ordinal)
               ? RazorNamespace().IsMatch(_files[file])
               : Namespace().Matches(_files[file]).Select(m => m.Groups[1].Value) is var declared && (!declared.Any() || declared.Any(n => n != expected))
           select $"{file} is not in the namespace {expected}.",
    ];

    /// <summary>
    /// A file itself and what is written once for all: the root's imports for components, and global usings. A folder's own _Imports.razor is
    /// checked as a file of that folder.
    /// </summary>
    private IEnumerable<(string Name, string Text)> SourcesOf(string file)
    {
        yield return (file, _files[file]);
        if (file.EndsWith(".razor", StringComparison.Ordinal) && _files.TryGetValue(Imports, out var imports))
        {
            yield return (Imports, imports);
        }

        if (_files.TryGetValue(Project, out var project))
        {
            yield return (Project, string.Join('\n', ProjectUsing().Matches(project).Select(m => m.Value)));
        }

        foreach (var (name, text) in _files.Where(f => f.Key != file && GlobalUsing().IsMatch(f.Value)))
        {
            yield return (name, string.Join('\n', GlobalUsing().Matches(text).Select(m => m.Value)));
        }
    }

    private IEnumerable<string> UsesOf(string text)
    {
        var absolute = Absolute().Matches(text).Select(m => m.Groups[1].Value);
        var directives = RelativeUsing().Matches(text).Select(m => m.Groups[1].Value);
        var qualified = Qualified().Matches(text).Where(m => _declared.Contains((m.Groups[1].Value, m.Groups[2].Value))).Select(m => m.Groups[1].Value);
        return absolute.Concat(directives).Concat(qualified).Where(Names.Contains).Distinct();
    }

    /// <summary>The types that a file declares, and the folders within its folder.</summary>
    private IEnumerable<string> DeclaredIn(string file) =>
        file.Split('/')[2..^1].Concat(file.EndsWith(".cs", StringComparison.Ordinal)
            ? Declaration().Matches(_files[file]).Select(m => m.Groups[1].Value)
            : [Path.GetFileNameWithoutExtension(file)]);

    /// <summary>Null for what lies in functions/ itself: it may use all.</summary>
    private static string? FolderOf(string file) => file.Split('/') is [_, var folder, _, ..] ? folder : null;

    private static string NamespaceOf(string file) => $"Arshjulet.Functions.{string.Join('.', file.Split('/')[1..^1])}".TrimEnd('.');

    [GeneratedRegex(@"\bFunctions\.(\w+)")]
    private static partial Regex Absolute();

    [GeneratedRegex(@"\busing\s+(?:static\s+)?(?:\w+\s*=\s*)?(\w+)")]
    private static partial Regex RelativeUsing();

    [GeneratedRegex(@"(?<![\w.])(\w+)\.(\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"^\s*global\s+using\s[^;]*;", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"<Using\s+Include=""[^""]*""")]
    private static partial Regex ProjectUsing();

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^@namespace\s", RegexOptions.Multiline)]
    private static partial Regex RazorNamespace();

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly)\s+)*" +
        @"(?:class|record struct|record class|record|struct|enum|interface|delegate\s+\S+)\s+(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
