using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Survey;
using Azure;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Survey;

/// <summary>One body's survey of one year: a partition.</summary>
public sealed record BodySurvey(int Year, string Body)
{
    /// <summary>The small bodies' one partition of the year: codes, sums and texts.</summary>
    public static BodySurvey Common(int year) => new(year, SurveyGroups.Common);

    public string Partition => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Body}");
}

/// <summary>The right to answer once, not yet spent. <paramref name="Email"/> is null for one that an open link gave.</summary>
public sealed record SurveyCode(BodySurvey Survey, string Id, string? Email, bool Mailed);

/// <summary>
/// Single-use codes and open links of the managers' survey. A code that is spent is a row that is no longer there, address and all: it
/// goes in the same transaction that adds the answer to the sums (<see cref="SurveyStore"/>). A code's secret is the row's name (128 bits)
/// and 256 random bits of which only the hash is stored; each mail carries bits of its own.
/// </summary>
public sealed class SurveyCodes(Tables tables)
{
    internal const string Prefix = "code-";
    internal const string ListRow = "list";
    private const string PrefixEnd = "code.";
    private const string OpenRow = "open";
    private const string GroupName = "Group";
    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>Gives each address a code, unless it has one that is unspent. Returns how many were new.</summary>
    public async Task<int> AddAsync(BodySurvey survey, IReadOnlyList<string> emails, CancellationToken cancellation)
    {
        var known = new HashSet<string>();
        var added = 0;
        while (true)
        {
            // The list before the codes: an upload that came in between has changed it, and the transaction is refused.
            var list = await ListAsync(survey, cancellation);
            known.UnionWith((await UnspentAsync(survey, cancellation)).Select(c => c.Email!));
            if (GroupOf(list) == SurveyGroup.Common)
            {
                known.UnionWith((await UnspentAsync(BodySurvey.Common(survey.Year), cancellation)).Select(c => c.Email!));
            }

            var left = emails.Where(e => !known.Contains(e)).ToArray();
            if (left.Length == 0)
            {
                return added;
            }

            // In the order of a dice: the order of the file (often that of the organisation) stands nowhere.
            RandomNumberGenerator.Shuffle(left.AsSpan());
            var chunk = left.Take(Batch.MaxOperations - 1).ToArray();
            try
            {
                await AddChunkAsync(survey, list, chunk, cancellation);
                added += chunk.Length;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else uploaded at the same time; what went in is known the next time round.
            }
        }
    }

    /// <summary>How many codes each body of a year has been given, and with whom it is counted.</summary>
    public async Task<IReadOnlyDictionary<string, BodyCodes>> InvitedAsync(int year, CancellationToken cancellation)
    {
        var from = $"{year}-";
        var rows = await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {$"{year}."} and RowKey eq {ListRow}"), cancellation);
        return rows.Select(r => new BodyCodes(r.PartitionKey[from.Length..], r.GetInt32("Invited") ?? 0, GroupOf(r))).ToDictionary(b => b.Body);
    }

    /// <summary>Keeps with whom a body is counted. False if addresses came since <paramref name="decided"/> was counted: it is to be decided anew.</summary>
    public async Task<bool> TryKeepGroupAsync(int year, BodyCodes decided, CancellationToken cancellation)
    {
        var list = await ListAsync(new BodySurvey(year, decided.Body), cancellation);
        if (GroupOf(list) == decided.Group)
        {
            return true;
        }

        list[GroupName] = decided.Group.ToString();
        return list.GetInt32("Invited") == decided.Codes && await tables.Survey.TryReplaceAsync(list, cancellation);
    }

    /// <summary>
    /// Moves codes that are not mailed yet from these small bodies to where they are counted together. There no row says whose it was. A row has
    /// the same name in both places, so that a move that was cut off between them is taken up and gives nobody two codes.
    /// </summary>
    public async Task MoveToCommonAsync(int year, IEnumerable<string> bodies, CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(bodies.Select(b => RowsAsync(CodesOf(new BodySurvey(year, b)), cancellation)));
        var moved = rows.SelectMany(r => r).Where(r => r.GetString("Email") is not null && HashesOf(r).Length == 0).ToArray();

        // Not body by body: what comes one after another says nothing.
        RandomNumberGenerator.Shuffle(moved.AsSpan());
        foreach (var row in moved)
        {
            await tables.Survey.TryAddAsync(new TableEntity(BodySurvey.Common(year).Partition, row.RowKey) { ["Email"] = row.GetString("Email"), ["Hashes"] = "" }, cancellation);
            await tables.Survey.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
    }

    /// <summary>Codes that went to an address and are not spent.</summary>
    public async Task<IReadOnlyList<SurveyCode>> UnspentAsync(BodySurvey survey, CancellationToken cancellation) =>
        [.. (await RowsAsync(CodesOf(survey), cancellation)).Select(r => CodeOf(survey, r)).Where(c => c.Email is not null)];

    /// <summary>A code that isn't spent, by its row.</summary>
    public async Task<SurveyCode?> FindByIdAsync(BodySurvey survey, string id, CancellationToken cancellation) =>
        await tables.Survey.FindAsync(survey.Partition, Prefix + id, cancellation) is { } row ? CodeOf(survey, row) : null;

    /// <summary>The unspent code that a secret belongs to, or null: wrong and spent look the same, because nothing is kept of a spent one.</summary>
    public async Task<SurveyCode?> FindAsync(BodySurvey survey, string secret, CancellationToken cancellation)
    {
        if (Bytes(secret) is not { Length: IdBytes + SecretBytes } bytes)
        {
            return null;
        }

        var row = await tables.Survey.FindAsync(survey.Partition, Prefix + Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes)), cancellation);
        return row is not null && HashesOf(row).Any(h => Same(h, Hash(bytes.AsSpan(IdBytes)))) ? CodeOf(survey, row) : null;
    }

    /// <summary>A new secret for a code, to be mailed; null if the code has been spent meanwhile.</summary>
    public async Task<string?> NewSecretAsync(SurveyCode code, CancellationToken cancellation)
    {
        while (await tables.Survey.FindAsync(code.Survey.Partition, Prefix + code.Id, cancellation) is { } row)
        {
            var bits = RandomNumberGenerator.GetBytes(SecretBytes);
            row["Hashes"] = string.Join(' ', HashesOf(row).Append(Hash(bits)));
            try
            {
                if (await tables.Survey.TryReplaceAsync(row, cancellation))
                {
                    return SecretOf(code.Id, bits);
                }
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>A code for someone who came by an open link: answering goes the same way for all.</summary>
    public async Task<string> MintAsync(BodySurvey survey, CancellationToken cancellation)
    {
        var (id, bits) = (NewId(), RandomNumberGenerator.GetBytes(SecretBytes));

        // Its name is made by chance: one that is there is this one, and the storage's answer to it was lost on the way.
        await tables.Survey.TryAddAsync(new TableEntity(survey.Partition, Prefix + id) { ["Hashes"] = Hash(bits) }, cancellation);
        return SecretOf(id, bits);
    }

    /// <summary>
    /// A new open link for a body. Where one holds already, only if <paramref name="replaces"/> says which (<see cref="OpenLinkAsync"/>), and then
    /// that ends; else null.
    /// </summary>
    public async Task<string?> TryNewOpenSecretAsync(BodySurvey survey, string? replaces, CancellationToken cancellation)
    {
        var bits = RandomNumberGenerator.GetBytes(SecretBytes);
        var row = new TableEntity(survey.Partition, OpenRow) { ["Hash"] = Hash(bits) };
        if (await tables.Survey.FindAsync(survey.Partition, OpenRow, cancellation) is { } standing)
        {
            row.ETag = standing.ETag;
            return NameOf(standing) == replaces && await tables.Survey.TryReplaceAsync(row, cancellation) ? Base64Url.EncodeToString(bits) : null;
        }

        return await tables.Survey.TryAddAsync(row, cancellation) ? Base64Url.EncodeToString(bits) : null;
    }

    /// <summary>What the open link that holds now can be called without giving it away; null where there is none.</summary>
    public async Task<string?> OpenLinkAsync(BodySurvey survey, CancellationToken cancellation) =>
        await tables.Survey.FindAsync(survey.Partition, OpenRow, cancellation) is { } row ? NameOf(row) : null;

    /// <summary>Whether a secret is the body's open link.</summary>
    public async Task<bool> IsOpenAsync(BodySurvey survey, string secret, CancellationToken cancellation) =>
        Bytes(secret) is { Length: SecretBytes } bytes
        && await tables.Survey.FindAsync(survey.Partition, OpenRow, cancellation) is { } row && Same(row.GetString("Hash"), Hash(bytes));

    /// <summary>Takes away every code of a year, spent or not: after the last day nobody needs to know who didn't answer.</summary>
    public async Task EraseAsync(int year, CancellationToken cancellation)
    {
        var rows = await RowsAsync(TableClient.CreateQueryFilter($"PartitionKey ge {$"{year}-"} and PartitionKey lt {$"{year}."} and RowKey ge {Prefix} and RowKey lt {PrefixEnd}"), cancellation);
        foreach (var row in rows)
        {
            try
            {
                await tables.Survey.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                // Spent or mailed at this very moment; the next pass takes what is left.
            }
        }
    }

    private async Task<TableEntity> ListAsync(BodySurvey survey, CancellationToken cancellation)
    {
        // Made by itself, and not in the transaction: the emulator takes a second insert of a row for done there.
        await tables.Survey.TryAddAsync(new TableEntity(survey.Partition, ListRow) { ["Invited"] = 0 }, cancellation);
        return await tables.Survey.FindAsync(survey.Partition, ListRow, cancellation) ?? throw new InvalidOperationException($"The list of {survey.Partition} is gone.");
    }

    private async Task AddChunkAsync(BodySurvey survey, TableEntity list, string[] emails, CancellationToken cancellation)
    {
        list["Invited"] = (list.GetInt32("Invited") ?? 0) + emails.Length;
        var batch = new Batch(tables.Survey);
        batch.Replace(list);
        foreach (var email in emails)
        {
            batch.Add(new TableEntity(survey.Partition, Prefix + NewId()) { ["Email"] = email, ["Hashes"] = "" });
        }

        await batch.SubmitAsync(cancellation);
    }

    private async Task<List<TableEntity>> RowsAsync(string filter, CancellationToken cancellation)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.Survey.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string CodesOf(BodySurvey survey) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {survey.Partition} and RowKey ge {Prefix} and RowKey lt {PrefixEnd}");

    private static SurveyCode CodeOf(BodySurvey survey, TableEntity row) =>
        new(survey, row.RowKey[Prefix.Length..], row.GetString("Email"), row.GetString("Hashes").Length > 0);

    private static SurveyGroup GroupOf(TableEntity list) => Enum.TryParse<SurveyGroup>(list.GetString(GroupName), out var group) ? group : SurveyGroup.Undecided;

    private static string[] HashesOf(TableEntity row) => row.GetString("Hashes").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(TableEntity open) => open.GetString("Hash")[..12];

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    private static string SecretOf(string id, byte[] bits) => Base64Url.EncodeToString([.. Convert.FromHexString(id), .. bits]);

    private static byte[]? Bytes(string secret) => secret.Length <= 100 && Base64Url.IsValid(secret) ? Base64Url.DecodeFromChars(secret) : null;

    private static string Hash(ReadOnlySpan<byte> bits) => Convert.ToHexStringLower(SHA256.HashData(bits));

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(b));
}
