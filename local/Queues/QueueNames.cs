using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Arshjulet.Local.Queues;

internal static class QueueNames
{
    /// <summary>
    /// A storage queue's name for a Service Bus queue's: lower case letters, digits and single hyphens, at most 63. Names that had to be
    /// changed end in a hash, so that two never meet.
    /// </summary>
    public static string InStorage(string name)
    {
        var plain = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        while (plain.Contains("--", StringComparison.Ordinal))
        {
            plain = plain.Replace("--", "-", StringComparison.Ordinal);
        }

        plain = plain.Trim('-');
        if (plain != name || plain.Length > 48)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToUpperInvariant())))[..8];
            plain = string.Create(CultureInfo.InvariantCulture, $"{plain[..Math.Min(plain.Length, 40)].Trim('-')}-{hash}");
        }

        return $"bus-{plain}";
    }
}
