using Arshjulet.Model.Texts;

namespace Arshjulet.Documents.Packaging;

/// <summary>Text from people, made fit for the places in a file that take less than any text.</summary>
internal static class PlainText
{
    /// <summary>Cleaned, with each line break or tab, and the white space around it, as one space: for titles, attributes and names.</summary>
    public static string OneLine(string? text) =>
        string.Join(' ', CleanText.From(text).Split(['\n', '\t', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

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
