using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>Someone whom a body's contact asked to help. Colleagues are not part of the city's content.</summary>
/// <param name="Id">The contact id, <c>kollega-…</c>.</param>
/// <param name="Body">The body that he or she helps.</param>
/// <param name="Email">Null once the year has closed and nobody needs the address any more.</param>
/// <param name="AskedBy">The id of the contact who asked.</param>
/// <param name="AskedAt">When the contact asked.</param>
public sealed record Colleague(string Id, string Body, string? Email, string AskedBy, DateTimeOffset AskedAt);

/// <summary>Colleagues in the Links table, partition <c>kollega-2024</c>: a row each, and a sentinel row for each body.</summary>
public sealed class Colleagues(Tables tables, TimeProvider clock)
{
    /// <summary>How many colleagues a body may ask in a year, including those whose links were revoked.</summary>
    public const int MaxPerBody = 20;

    private const string Prefix = "kollega-";
    private const char SentinelPrefix = '~';

    public static bool IsColleague(string contact) => contact.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<Colleague?> FindAsync(int year, string contact, CancellationToken cancellation) =>
        await tables.Links.FindAsync(Partition(year), contact, cancellation) is { } row ? Read(row) : null;

    /// <summary>Everyone who was asked in a year, in chronological order.</summary>
    public async Task<IReadOnlyList<Colleague>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await RowsAsync(year, cancellation)).Select(Read).OrderBy(c => c.AskedAt)];

    /// <summary>One body's colleagues, in chronological order.</summary>
    public async Task<IReadOnlyList<Colleague>> OfBodyAsync(int year, string body, CancellationToken cancellation) =>
        [.. (await OfYearAsync(year, cancellation)).Where(c => c.Body == body)];

    /// <summary>The sentinel that adding a colleague to a body replaces. Read it before reading the colleagues.</summary>
    public Task<TableEntity> ReadSentinelAsync(int year, string body, CancellationToken cancellation) =>
        tables.Links.GetOrAddAsync(new TableEntity(Partition(year), SentinelPrefix + body) { ["Body"] = body, ["Asked"] = 0 }, cancellation);

    /// <summary>Adds a colleague. Null if another has been added since the sentinel was read: it may be the same person.</summary>
    public async Task<Colleague?> TryAddAsync(TableEntity sentinel, string email, string by, CancellationToken cancellation)
    {
        var id = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var colleague = new Colleague(id, sentinel.GetString("Body"), email, by, clock.GetUtcNow());
        sentinel["Asked"] = (sentinel.GetInt32("Asked") ?? 0) + 1;
        var batch = tables.Links.Batch(sentinel);
        batch.Add(new TableEntity(sentinel.PartitionKey, colleague.Id)
        {
            ["Body"] = colleague.Body,
            ["Email"] = email,
            ["By"] = by,
            ["AskedAt"] = colleague.AskedAt,
        });
        return await batch.TrySubmitAsync(cancellation) ? colleague : null;
    }

    /// <summary>Deletes a year's e-mail addresses. Ids are kept, so that it is still known who wrote what.</summary>
    public async Task EraseAddressesAsync(int year, CancellationToken cancellation)
    {
        foreach (var row in await RowsAsync(year, cancellation))
        {
            row.Remove("Email");
            await tables.Links.TryReplaceAsync(row, cancellation);
        }
    }

    private async Task<IEnumerable<TableEntity>> RowsAsync(int year, CancellationToken cancellation) =>
        (await tables.Links.ReadPartitionAsync(Partition(year), cancellation)).Where(r => r.RowKey[0] != SentinelPrefix);

    private static string Partition(int year) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{year}");

    private static Colleague Read(TableEntity row) => new(
        row.RowKey, row.GetString("Body"), row.GetString("Email"), row.GetString("By"), row.GetDateTimeOffset("AskedAt") ?? default);
}
