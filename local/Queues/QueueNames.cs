using System.Security.Cryptography;
using System.Text;

namespace Arshjulet.Local.Queues;

internal static class QueueNames
{
    /// <summary>
    /// A storage queue's name for a Service Bus queue's: lower case letters, digits and single hyphens, at most 63. Names that had to be
    /// changed, but for their case, end in a hash, so that no two get the same.
    /// </summary>
    public static string InStorage(string name, bool isDeadLetters = false)
    {
        var lower = name.ToLowerInvariant();
        var plain = string.Join('-', lower.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(part => part.Length > 0));
        if (plain != lower || plain.Length > 48)
        {
            plain = $"{plain[..Math.Min(plain.Length, 40)].Trim('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lower)))[..8]}";
        }

        return (isDeadLetters ? "dead-" : "bus-") + plain;

        static string Plain(string part) => new([.. part.Where(char.IsAsciiLetterOrDigit)]);
    }
}
