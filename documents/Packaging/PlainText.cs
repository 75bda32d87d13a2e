using System.Text;

namespace Arshjulet.Documents.Packaging;

/// <summary>Text from people, made fit for a file. An answer may hold anything that a keyboard or a paste can give.</summary>
internal static class PlainText
{
    /// <summary>
    /// NFC, line breaks as \n, without the characters that XML 1.0 can't hold (a NUL, U+FFFE); a lone surrogate becomes U+FFFD.
    /// White space around the text is kept: it may be what parts two runs.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Cleaned, with every stretch of white space that breaks a line as one space: for titles, attributes and names.</summary>
    public static string OneLine(string? text) =>
        string.Join(' ', Clean(text).Split(['\n', '\t', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>At most this long, an ellipsis last where it was cut; never in the middle of a surrogate pair.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = length - 1;
        return (char.IsHighSurrogate(text[cut - 1]) ? text[..(cut - 1)] : text[..cut]).TrimEnd() + "…";
    }

    /// <summary>A file name that Windows, SharePoint and zip programs all take, with the ending given.</summary>
    public static string FileName(string name, string ending)
    {
        var bare = OneLine(name);
        if (bare.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[..^ending.Length];
        }

        var safe = new string([.. bare.Select(c => "\"*:<>?/\\|#%".Contains(c) ? '-' : c)]).Trim(' ', '.');
        return Shorten(safe.Length == 0 ? "dokument" : safe, 150) + ending;
    }
}
