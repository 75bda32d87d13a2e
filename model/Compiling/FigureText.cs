using System.Text.RegularExpressions;

namespace Arshjulet.Model.Compiling;

/// <summary>A text names a figure that the compilation does not have, or has braces that hold no name.</summary>
/// <param name="name">The name between the braces; the braces and what follows them where they hold no name.</param>
/// <param name="text">The text that has the name.</param>
/// <param name="nearest">The existing name most like it, or null.</param>
public sealed class UnknownFigureException(string name, string text, string? nearest)
    : Exception($"{text}: there is no figure called {name}." + (nearest is null ? "" : $" Did you mean {nearest}?"))
{
    public string Name { get; } = name;
    public string Text { get; } = text;
    public string? Nearest { get; } = nearest;
}

/// <summary>Fills the office's Markdown with figures: <c>{{access.ja.spann}}</c>.</summary>
public static partial class FigureText
{
    /// <summary>The text with every name replaced by its figure's prose.</summary>
    /// <param name="markdown">The text with names.</param>
    /// <param name="title">What to call the text in an error.</param>
    /// <param name="figures">Figures by name.</param>
    /// <exception cref="UnknownFigureException">A name that no figure has, or a "{{" or "}}" without its other half, which must not reach a board.</exception>
    public static string Fill(string markdown, string title, IReadOnlyDictionary<string, Figure> figures) =>
        Braces().Replace(markdown, m =>
        {
            var name = NameOf(m) ?? m.Value;
            return figures.TryGetValue(name, out var figure) ? figure.Text : throw new UnknownFigureException(name, title, Nearest(name, figures.Keys));
        });

    private static string? NameOf(Match braces) => braces.Groups[1] is { Success: true } name ? name.Value.Trim() : null;

    private static string? Nearest(string name, IEnumerable<string> names)
    {
        var best = names.Select(n => (Name: n, Distance: Distance(name, n)))
            .OrderBy(x => x.Distance).ThenBy(x => x.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, name.Length / 3) ? best.Name : null;
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    // Without backtracking, so that no text takes longer than its length to read. Braces without a name match to the end of the line.
    [GeneratedRegex(@"\{\{([^{}]*)\}\}|\{\{[^{}\r\n]*|\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();
}
