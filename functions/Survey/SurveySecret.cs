using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Arshjulet.Functions.Survey;

/// <summary>256 random bits that a mail or an open link carries. Only their hash is stored.</summary>
internal static class SurveySecret
{
    public const int Bytes = 32;

    public static byte[] NewBits() => RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>As it is written in an address.</summary>
    public static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>What an address says; null if it is no secret.</summary>
    public static byte[]? Read(string secret) => secret.Length <= 100 && Base64Url.IsValid(secret) ? Base64Url.DecodeFromChars(secret) : null;

    public static string Hash(ReadOnlySpan<byte> bits) => Convert.ToHexStringLower(SHA256.HashData(bits));

    /// <summary>Whether these are the bits, in the same time whatever they are.</summary>
    public static bool IsHashOf(string hash, ReadOnlySpan<byte> bits) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(bits)));
}
