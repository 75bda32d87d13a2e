using System.Globalization;
using System.Text;

namespace Arshjulet.Model.Answers;

/// <summary>A link to an answer's evidence. Others see it as a link, so it must lead to a page on the web, and must show where it leads.</summary>
public static class EvidenceLink
{
    /// <summary>Longest address, in UTF-16 units: what browsers and Excel take.</summary>
    public const int MaxLength = 2_000;

    /// <summary>
    /// Whether a cleaned text is one whole http or https address. It may hold no user name or password, since others would see them, and no
    /// character that reverses or hides text, since it would look like another address.
    /// </summary>
    public static bool IsLink(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.EnumerateRunes().Any(IsUnfit)
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0;

    private static bool IsUnfit(Rune rune) => rune.Value is '\\' or '<' or '>' or '"' || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
