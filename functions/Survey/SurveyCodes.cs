using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>One body's survey of one year: a partition.</summary>
public sealed record BodySurvey(int Year, string Body)
{
    public string Partition => $"{Prefix(Year)}{Body}";

    /// <summary>The small bodies' one partition of the year: codes, sums and texts.</summary>
    public static BodySurvey Common(int year) => new(year, SurveyGroups.Common);

    /// <summary>How the partitions of a year begin.</summary>
    internal static string Prefix(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}-");

    internal static string BodyOf(string partition, int year) => partition[Prefix(year).Length..];
}

/// <summary>The right to answer once, not yet spent. <paramref name="Email"/> is null for one that an open link gave.</summary>
public sealed record SurveyCode(BodySurvey Survey, string Id, string? Email, bool Mailed);

/// <summary>
/// Single-use codes of the managers' survey. A code that is spent is a row that is no longer there, address and all: it goes in the same
/// transaction that adds the answer to the sums (<see cref="SurveyStore"/>). A code's secret is the row's name (128 bits) and 256 random bits of
/// which only the hash is stored; each mail carries bits of its own.
/// </summary>
public sealed class SurveyCodes(Tables tables)
{
    private const string Prefix = "code-";
    private const int IdBytes = 16;

    /// <summary>Codes that went to an address and are not spent.</summary>
    public async Task<IReadOnlyList<SurveyCode>> UnspentAsync(BodySurvey survey, CancellationToken cancellation) =>
        [.. (await RowsAsync(survey, cancellation)).Select(r => CodeOf(survey, r)).Where(c => c.Email is not null)];

    /// <summary>A code that isn't spent, by its row.</summary>
    public async Task<SurveyCode?> FindByIdAsync(BodySurvey survey, string id, CancellationToken cancellation) =>
        await RowAsync(tables, survey, id, cancellation) is { } row ? CodeOf(survey, row) : null;

    /// <summary>The unspent code that a secret belongs to, or null: wrong and spent look the same, because nothing is kept of a spent one.</summary>
    public async Task<SurveyCode?> FindAsync(BodySurvey survey, string secret, CancellationToken cancellation)
    {
        if (SurveySecret.Read(secret) is not { Length: IdBytes + SurveySecret.Bytes } bytes)
        {
            return null;
        }

        var row = await RowAsync(tables, survey, Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes)), cancellation);
        return row is not null && HashesOf(row).Any(h => SurveySecret.IsHashOf(h, bytes.AsSpan(IdBytes))) ? CodeOf(survey, row) : null;
    }

    /// <summary>A new secret for a code, to be mailed; null if the code has been spent meanwhile.</summary>
    public async Task<string?> NewSecretAsync(SurveyCode code, CancellationToken cancellation)
    {
        var bits = SurveySecret.NewBits();
        var changed = await tables.Survey.ChangeAsync(
            code.Survey.Partition,
            Prefix + code.Id,
            row => row["Hashes"] = string.Join(' ', HashesOf(row).Append(SurveySecret.Hash(bits))),
            cancellation);
        return changed is null ? null : SecretOf(code.Id, bits);
    }

    /// <summary>A code for someone who came by an open link: answering goes the same way for all. Returns its secret.</summary>
    public async Task<string> AddAsync(BodySurvey survey, CancellationToken cancellation)
    {
        var bits = SurveySecret.NewBits();
        var row = NewRow(survey, null);
        row["Hashes"] = SurveySecret.Hash(bits);
        await tables.Survey.TryAddAsync(row, cancellation);
        return SecretOf(IdOf(row), bits);
    }

    /// <summary>
    /// Moves codes that are not mailed yet from these small bodies to where they are counted together. There no row says whose it was. A row has
    /// the same name in both places, so that a move that was cut off between them is taken up and gives nobody two codes.
    /// </summary>
    public async Task MoveToCommonAsync(int year, IEnumerable<string> bodies, CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(bodies.Select(b => RowsAsync(new BodySurvey(year, b), cancellation)));
        var moved = rows.SelectMany(r => r).Where(r => r.GetString("Email") is not null && HashesOf(r).Length == 0).ToArray();

        // Not body by body: what comes one after another says nothing.
        RandomNumberGenerator.Shuffle(moved.AsSpan());
        foreach (var row in moved)
        {
            await tables.Survey.TryAddAsync(
                new TableEntity(BodySurvey.Common(year).Partition, row.RowKey) { ["Email"] = row.GetString("Email"), ["Hashes"] = "" }, cancellation);
            await tables.Survey.TryDeleteAsync(row, cancellation);
        }
    }

    /// <summary>Takes away every code of a year, spent or not: after the last day nobody needs to know who didn't answer.</summary>
    public async Task EraseAsync(int year, CancellationToken cancellation)
    {
        // One that is spent or mailed at this very moment is left to the next pass.
        foreach (var row in await tables.Survey.ReadAsync(RowQuery.InPartitionsFrom(BodySurvey.Prefix(year)).And(RowQuery.NamedFrom(Prefix)), cancellation))
        {
            await tables.Survey.TryDeleteAsync(row, cancellation);
        }
    }

    /// <summary>The row of a new code. An address is null where an open link gives it.</summary>
    internal static TableEntity NewRow(BodySurvey survey, string? email) =>
        new(survey.Partition, Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))) { ["Email"] = email, ["Hashes"] = "" };

    /// <summary>The row of a code that isn't spent.</summary>
    internal static Task<TableEntity?> RowAsync(Tables tables, BodySurvey survey, string id, CancellationToken cancellation) =>
        tables.Survey.FindAsync(survey.Partition, Prefix + id, cancellation);

    private Task<List<TableEntity>> RowsAsync(BodySurvey survey, CancellationToken cancellation) =>
        tables.Survey.ReadAsync(RowQuery.InPartition(survey.Partition).And(RowQuery.NamedFrom(Prefix)), cancellation);

    private static SurveyCode CodeOf(BodySurvey survey, TableEntity row) => new(survey, IdOf(row), row.GetString("Email"), row.GetString("Hashes").Length > 0);

    private static string IdOf(TableEntity row) => row.RowKey[Prefix.Length..];

    private static string[] HashesOf(TableEntity row) => row.GetString("Hashes").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string SecretOf(string id, byte[] bits) => SurveySecret.Write([.. Convert.FromHexString(id), .. bits]);
}
