using System.Globalization;
using System.Text;

namespace Arshjulet.Model.Answers;

/// <summary>A link to what an answer rests on. It is shown to others as a link, so it must lead to a page on the web and say where.</summary>
public static class EvidenceLink
{
    /// <summary>Longest address, in UTF-16 units: what browsers and Excel take.</summary>
    public const int MaxLength = 2_000;

    /// <summary>
    /// Whether a cleaned text is a whole http or https address in one piece. A name or password in it would be spread with it, and a sign
    /// that turns or hides text would make it read as another address than it is.
    /// </summary>
    public static bool IsLink(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.EnumerateRunes().Any(IsUnfit)
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0;

    private static bool IsUnfit(Rune rune) => rune.Value is '\\' or '<' or '>' or '"' || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
