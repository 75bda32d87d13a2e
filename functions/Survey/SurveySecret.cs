using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Access;

namespace Arshjulet.Functions.Survey;

/// <summary>The 256 random bits in a mailed or open link. Only their hash is stored.</summary>
internal static class SurveySecret
{
    public const int Bytes = 32;

    public static byte[] NewBits() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>The secret as part of an address.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The secret in an address; null if it is not a valid one.</summary>
    public static byte[]? Read(string written) =>
        MailedSecret.WithoutMarks(written) is { Length: <= 100 } secret && Base64Url.IsValid(secret) ? Base64Url.DecodeFromChars(secret) : null;

    public static string Hash(ReadOnlySpan<byte> bits) => Convert.ToHexStringLower(SHA256.HashData(bits));

    /// <summary>Whether the hash is that of these bits, compared in constant time.</summary>
    public static bool IsHashOf(string hash, ReadOnlySpan<byte> bits) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(bits)));
}
