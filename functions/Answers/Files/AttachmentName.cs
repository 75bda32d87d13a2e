using System.Globalization;
using System.Text;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>Makes file names safe to show, store and download.</summary>
internal static class AttachmentName
{
    private const int Longest = 120;
    private static readonly string[] Reserved =
        ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3"];

    /// <summary>The name without its path and without characters that reverse or hide text; the extension is kept.</summary>
    public static string Sanitize(string sent)
    {
        var bare = (AnswerRules.Clean(sent) ?? "").Replace('\\', '/');
        bare = bare[(bare.LastIndexOf('/') + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in bare.EnumerateRunes())
        {
            // Format characters can make "gnp.exe" read as "exe.png".
            var dropped = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            kept.Append(dropped ? "" : "\"*:<>?|;%#".Contains(rune.ToString(), StringComparison.Ordinal) ? "-" : rune.ToString());
        }

        var name = kept.ToString().Trim(' ', '.');
        var ending = Path.GetExtension(name);
        var stem = name[..^ending.Length].Trim(' ', '.');
        stem = stem.Length == 0 ? "bilaga" : Reserved.Contains(stem.ToLowerInvariant()) ? $"_{stem}" : stem;
        return Shortened(stem, Math.Max(1, Longest - ending.Length)) + (ending.Length > 10 ? ending[..10] : ending);
    }

    /// <summary>The name, with a number added if it is taken.</summary>
    public static string MakeUnique(string name, IReadOnlyList<AttachmentRef> taken)
    {
        var (ending, unique) = (Path.GetExtension(name), name);
        for (var i = 2; taken.Any(t => string.Equals(t.Name, unique, StringComparison.OrdinalIgnoreCase)); i++)
        {
            unique = $"{name[..^ending.Length]} ({i}){ending}";
        }

        return unique;
    }

    private static string Shortened(string stem, int length) =>
        stem.Length <= length ? stem : char.IsHighSurrogate(stem[length - 1]) ? stem[..(length - 1)] : stem[..length];
}
