using System.Globalization;
using System.Security.Cryptography;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>Identifies one body's survey of one year, which is a partition of the Survey table.</summary>
public sealed record BodySurvey(int Year, string Body)
{
    public string Partition => $"{Prefix(Year)}{Body}";

    /// <summary>The partition that the year's small bodies share for their codes, sums and texts.</summary>
    public static BodySurvey Common(int year) => new(year, SurveyGroups.Common);

    /// <summary>The prefix of a year's partitions.</summary>
    internal static string Prefix(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}-");

    internal static string BodyOf(string partition, int year) => partition[Prefix(year).Length..];
}

/// <summary>An unspent code, that is, the right to answer once. <paramref name="Email"/> is null if it came from an open link.</summary>
public sealed record SurveyCode(BodySurvey Survey, string Id, string? Email, bool Mailed);

/// <summary>
/// Single-use codes for the managers' survey. Spending a code deletes its row, address and all, in the same transaction that adds the answer to the
/// sums (<see cref="SurveyStore"/>). A code's secret consists of the row's id (128 bits) and 256 random bits of which only the hash is stored; each
/// mail carries new random bits.
/// </summary>
public sealed class SurveyCodes(Tables tables)
{
    private const string Prefix = "code-";
    private const int IdBytes = 16;

    /// <summary>The unspent codes that were given to an address.</summary>
    public async Task<IReadOnlyList<SurveyCode>> UnspentAsync(BodySurvey survey, CancellationToken cancellation) =>
        [.. (await RowsAsync(survey, cancellation)).Select(r => CodeOf(survey, r)).Where(c => c.Email is not null)];

    /// <summary>The unspent code with this id, or null.</summary>
    public async Task<SurveyCode?> FindByIdAsync(BodySurvey survey, string id, CancellationToken cancellation) =>
        await RowAsync(tables, survey, id, cancellation) is { } row ? CodeOf(survey, row) : null;

    /// <summary>The unspent code that a secret belongs to, or null. Wrong and spent codes look alike, because nothing is kept of a spent one.</summary>
    public async Task<SurveyCode?> FindAsync(BodySurvey survey, string secret, CancellationToken cancellation)
    {
        if (SurveySecret.Read(secret) is not { Length: IdBytes + SurveySecret.Bytes } bytes)
        {
            return null;
        }

        var row = await RowAsync(tables, survey, Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes)), cancellation);
        return row is not null && HashesOf(row).Any(h => SurveySecret.IsHashOf(h, bytes.AsSpan(IdBytes))) ? CodeOf(survey, row) : null;
    }

    /// <summary>Creates a secret for a code, to be mailed; null if the code has been spent meanwhile.</summary>
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

    /// <summary>Creates a code for somebody who used an open link, so that all answers are counted in the same way. Returns its secret.</summary>
    public async Task<string> AddAsync(BodySurvey survey, CancellationToken cancellation)
    {
        var bits = SurveySecret.NewBits();
        var row = NewRow(survey, null);
        row["Hashes"] = SurveySecret.Hash(bits);
        await tables.Survey.TryAddAsync(row, cancellation);
        return SecretOf(IdOf(row), bits);
    }

    /// <summary>
    /// Moves codes that have not been mailed yet from these small bodies to their common partition, where no row tells which body it came from. A row
    /// has the same key in both places, so that a move that was interrupted can be continued and nobody gets two codes.
    /// </summary>
    public async Task MoveToCommonAsync(int year, IEnumerable<string> bodies, CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(bodies.Select(b => RowsAsync(new BodySurvey(year, b), cancellation)));
        var moved = rows.SelectMany(r => r).Where(r => r.GetString("Email") is not null && HashesOf(r).Length == 0).ToArray();

        // Shuffled, so that the order does not reveal which rows belong to the same body.
        RandomNumberGenerator.Shuffle(moved.AsSpan());
        foreach (var row in moved)
        {
            await tables.Survey.TryAddAsync(
                new TableEntity(BodySurvey.Common(year).Partition, row.RowKey) { ["Email"] = row.GetString("Email"), ["Hashes"] = "" }, cancellation);
            await DeleteAsync(row, cancellation);
        }
    }

    /// <summary>Deletes a row whatever has been written in it meanwhile, e.g. by the nightly rewrite: it may not stay beside its body.</summary>
    private Task<bool> DeleteAsync(TableEntity row, CancellationToken cancellation) => Attempt.UntilDoneAsync(async () =>
        await tables.Survey.FindAsync(row.PartitionKey, row.RowKey, cancellation) is not { } current
            ? Attempt.Done(true)
            : Attempt.DoneIf(await tables.Survey.TryDeleteAsync(current, cancellation), true));

    /// <summary>Deletes all of a year's codes. After the last day nobody needs to know who has not answered.</summary>
    public async Task EraseAsync(int year, CancellationToken cancellation)
    {
        // A code that is being spent or mailed at this moment is left to the next run.
        var query = RowQuery.WithPartitionPrefix(BodySurvey.Prefix(year)).And(RowQuery.WithRowKeyPrefix(Prefix));
        foreach (var row in await tables.Survey.ReadAsync(query, cancellation))
        {
            await tables.Survey.TryDeleteAsync(row, cancellation);
        }
    }

    /// <summary>The row of a new code. The address is null if it comes from an open link.</summary>
    internal static TableEntity NewRow(BodySurvey survey, string? email) =>
        new(survey.Partition, Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))) { ["Email"] = email, ["Hashes"] = "" };

    /// <summary>The row of an unspent code.</summary>
    internal static Task<TableEntity?> RowAsync(Tables tables, BodySurvey survey, string id, CancellationToken cancellation) =>
        tables.Survey.FindAsync(survey.Partition, Prefix + id, cancellation);

    private Task<List<TableEntity>> RowsAsync(BodySurvey survey, CancellationToken cancellation) =>
        tables.Survey.ReadAsync(RowQuery.InPartition(survey.Partition).And(RowQuery.WithRowKeyPrefix(Prefix)), cancellation);

    private static SurveyCode CodeOf(BodySurvey survey, TableEntity row) => new(survey, IdOf(row), row.GetString("Email"), row.GetString("Hashes").Length > 0);

    private static string IdOf(TableEntity row) => row.RowKey[Prefix.Length..];

    private static string[] HashesOf(TableEntity row) => row.GetString("Hashes").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string SecretOf(string id, byte[] bits) => SurveySecret.Write([.. Convert.FromHexString(id), .. bits]);
}
