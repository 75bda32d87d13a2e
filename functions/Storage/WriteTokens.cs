using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>The version of a row that was read. A record that is made from a row and will be written back carries it along.</summary>
/// <param name="ETag">The row's ETag, which a later write is conditional on.</param>
/// <param name="Tokens">The tokens of the row's last writes.</param>
public sealed record RowVersion(ETag ETag, string? Tokens)
{
    /// <summary>The version of a row that was read; null for a new row.</summary>
    public static RowVersion? FromRow(TableEntity row) => row.IsRead() ? new(row.ETag, row.GetString(WriteTokens.Property)) : null;
}

/// <summary>
/// A random token for each of a row's last writes. It shows that a write whose response was lost has been made, even if others have written
/// the row after it.
/// </summary>
internal static class WriteTokens
{
    public const string Property = "Writes";

    /// <summary>How many tokens a row keeps. Fewer writers than this get in between a write and its client's retry.</summary>
    private const int MaxTokens = 20;

    /// <summary>Sets the version that a row was read with; null for a new row.</summary>
    public static TableEntity WithVersion(this TableEntity row, RowVersion? version)
    {
        if (version is not null)
        {
            row.ETag = version.ETag;
            row[Property] = version.Tokens;
        }

        return row;
    }

    /// <summary>Whether a row was read, and can therefore be replaced.</summary>
    public static bool IsRead(this TableEntity row) => row.ETag.ToString().Length > 0;

    public static string AddNew(TableEntity row)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        row[Property] = string.Join(' ', TokensOf(row).Append(token).TakeLast(MaxTokens));
        return token;
    }

    public static bool Has(TableEntity row, string token) => TokensOf(row).Contains(token);

    private static string[] TokensOf(TableEntity row) => row.GetString(Property)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
