using System.Globalization;
using System.Text;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Answers.Files;

/// <summary>Makes file names safe to show, store and download.</summary>
internal static class AttachmentName
{
    /// <summary>UTF-8 bytes: most file systems take 255, and a number or a folder's program may add to it.</summary>
    private const int Longest = 200;

    /// <summary>Names that Windows keeps for devices, whatever comes after their first dot; the superscript digits count as digits.</summary>
    private static readonly HashSet<string> Reserved = new(
        [
            "con", "prn", "aux", "nul", "conin$", "conout$",
            .. from device in (string[])["com", "lpt"] from number in "123456789¹²³" select $"{device}{number}",
        ],
        StringComparer.OrdinalIgnoreCase);

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
        stem = stem.Length == 0 ? "bilaga" : Reserved.Contains(stem.Split('.')[0].TrimEnd()) ? $"_{stem}" : stem;
        ending = Shortened(ending, 10);
        return Shortened(stem, Longest - Encoding.UTF8.GetByteCount(ending)) + ending;
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

    /// <summary>As many whole characters as fit in so many bytes of UTF-8.</summary>
    private static string Shortened(string text, int bytes)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().TakeWhile(r => (bytes -= r.Utf8SequenceLength) >= 0))
        {
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
