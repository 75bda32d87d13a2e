using System.Text;

namespace Arshjulet.Model.Texts;

/// <summary>Text from people without what a file or a table can't hold. A keyboard or a paste can give any character.</summary>
public static class CleanText
{
    /// <summary>
    /// The text in NFC (å typed on a Mac is the same å), with line breaks as \n, and without the characters that XML 1.0 can't hold (a NUL, U+FFFE); a lone
    /// surrogate becomes U+FFFD, so that the text can always be encoded. White space around it is kept: it may separate two runs. Empty for null.
    /// </summary>
    public static string From(string? text)
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
}
