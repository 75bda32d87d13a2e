using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>Someone whom a body's contact asked to help. Stands in no content.</summary>
/// <param name="Id">Contact id, <c>kollega-…</c>.</param>
/// <param name="Body">The body that he or she helps.</param>
/// <param name="Email">Null when the year has closed: nobody needs the address any more.</param>
/// <param name="By">Contact id of who asked.</param>
/// <param name="AskedAt">When.</param>
public sealed record Colleague(string Id, string Body, string? Email, string By, DateTimeOffset AskedAt);

/// <summary>Colleagues in the Links table: partition <c>kollega-2024</c>, a row each, and for each body one that every new colleague changes.</summary>
public sealed class Colleagues(Tables tables, TimeProvider clock)
{
    /// <summary>How many a body may ask in a year, those taken back included.</summary>
    public const int MaxOfBody = 20;

    private const string Prefix = "kollega-";
    private const char TurnPrefix = '~';

    public static bool Is(string contact) => contact.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<Colleague?> FindAsync(int year, string contact, CancellationToken cancellation) =>
        await tables.Links.FindAsync(Partition(year), contact, cancellation) is { } row ? Read(row) : null;

    /// <summary>Everyone who was asked in a year, in the order asked.</summary>
    public async Task<IReadOnlyList<Colleague>> OfYearAsync(int year, CancellationToken cancellation) =>
        [.. (await RowsAsync(year, cancellation)).Select(Read).OrderBy(c => c.AskedAt)];

    /// <summary>A body's own, in the order asked.</summary>
    public async Task<IReadOnlyList<Colleague>> OfBodyAsync(int year, string body, CancellationToken cancellation) =>
        [.. (await OfYearAsync(year, cancellation)).Where(c => c.Body == body)];

    /// <summary>The row that adding a colleague to a body changes. Read it before looking who has been asked.</summary>
    public Task<TableEntity> TurnAsync(int year, string body, CancellationToken cancellation) =>
        tables.Links.GetOrAddAsync(new TableEntity(Partition(year), TurnPrefix + body) { ["Body"] = body, ["Asked"] = 0 }, cancellation);

    /// <summary>Adds a colleague. Null when another was added since the turn was read: it may be the same one.</summary>
    public async Task<Colleague?> TryAddAsync(TableEntity turn, string email, string by, CancellationToken cancellation)
    {
        var colleague = new Colleague(Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), turn.GetString("Body"), email, by, clock.GetUtcNow());
        turn["Asked"] = (turn.GetInt32("Asked") ?? 0) + 1;
        var batch = tables.Links.Batch(turn);
        batch.Add(new TableEntity(turn.PartitionKey, colleague.Id)
        {
            ["Body"] = colleague.Body,
            ["Email"] = email,
            ["By"] = by,
            ["AskedAt"] = colleague.AskedAt,
        });
        return await batch.TrySubmitAsync(cancellation) ? colleague : null;
    }

    /// <summary>Forgets the addresses of a year. Who wrote what stays known by id.</summary>
    public async Task EraseAsync(int year, CancellationToken cancellation)
    {
        foreach (var row in await RowsAsync(year, cancellation))
        {
            row.Remove("Email");
            await tables.Links.TryReplaceAsync(row, cancellation);
        }
    }

    private async Task<IEnumerable<TableEntity>> RowsAsync(int year, CancellationToken cancellation) =>
        (await tables.Links.PartitionAsync(Partition(year), cancellation)).Where(r => r.RowKey[0] != TurnPrefix);

    private static string Partition(int year) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{year}");

    private static Colleague Read(TableEntity row) => new(
        row.RowKey, row.GetString("Body"), row.GetString("Email"), row.GetString("By"), row.GetDateTimeOffset("AskedAt") ?? default);
}
