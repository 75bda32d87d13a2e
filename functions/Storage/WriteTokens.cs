using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Storage;

/// <summary>A row as it was read: what a later write of it is conditional on. A record that is made of a row and written back keeps it.</summary>
/// <param name="ETag">The row's.</param>
/// <param name="Tokens">Of its last writes.</param>
public sealed record RowVersion(ETag ETag, string? Tokens)
{
    /// <summary>Of a row that was read; null for one that is new.</summary>
    public static RowVersion? Of(TableEntity row) => row.IsRead() ? new(row.ETag, row.GetString(WriteTokens.Property)) : null;
}

/// <summary>
/// The last writes of a row, each by a random token. So a write whose response was lost is known to have been made, also when others have
/// written the row after it.
/// </summary>
internal static class WriteTokens
{
    public const string Property = "Writes";

    /// <summary>More writers than this don't come between a write and its client's second try.</summary>
    private const int Kept = 20;

    /// <summary>A row with the version that it was read with; null for one that is new.</summary>
    public static TableEntity ReadAs(this TableEntity row, RowVersion? version)
    {
        if (version is not null)
        {
            row.ETag = version.ETag;
            row[Property] = version.Tokens;
        }

        return row;
    }

    /// <summary>Whether a row was read, so that it is there to be replaced.</summary>
    public static bool IsRead(this TableEntity row) => row.ETag.ToString().Length > 0;

    public static string AddNew(TableEntity row)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        row[Property] = string.Join(' ', Of(row).Append(token).TakeLast(Kept));
        return token;
    }

    public static bool Has(TableEntity row, string token) => Of(row).Contains(token);

    private static string[] Of(TableEntity row) => row.GetString(Property)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
