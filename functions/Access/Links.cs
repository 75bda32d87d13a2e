using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>The secret way to one body's assignments of one year, for one contact.</summary>
public sealed record Link(int Year, string Body, string Contact)
{
    internal string Row => $"{Body}~{Contact}";
}

/// <summary>
/// Personal links and the sessions started from them. A secret is 256 random bits; only its SHA-256 is stored, so that whoever reads the
/// table can't answer for anybody. A link may have several secrets (each mail carries a new one: none is kept to send again).
/// </summary>
public sealed class Links(Tables tables, TimeProvider clock)
{
    /// <summary>A session lasts as long as a form is worked on; it ends with the link anyway.</summary>
    private static readonly TimeSpan SessionLife = TimeSpan.FromDays(120);

    /// <summary>Makes the link, unless it is there.</summary>
    public Task CreateAsync(Link link, DateTimeOffset expires, CancellationToken cancellation) =>
        tables.Links.TryAddAsync(new TableEntity(LinkPartition(link.Year), link.Row)
        {
            ["ExpiresAt"] = expires,
            ["CreatedAt"] = clock.GetUtcNow(),
        }, cancellation);

    /// <summary>A new secret for a link; it stands nowhere but in the answer.</summary>
    public Task<string> NewSecretAsync(Link link, CancellationToken cancellation) => NewAsync("l", link, null, cancellation);

    /// <summary>A session for whoever holds the link's secret.</summary>
    public Task<string> StartSessionAsync(Link link, CancellationToken cancellation) => NewAsync("s", link, clock.GetUtcNow() + SessionLife, cancellation);

    /// <summary>The link that a mailed secret leads to, or null: unknown, revoked and expired look the same.</summary>
    public Task<Link?> FindAsync(string secret, CancellationToken cancellation) => FindAsync("l", secret, cancellation);

    /// <summary>The link that a session was started from, or null.</summary>
    public Task<Link?> FindSessionAsync(string session, CancellationToken cancellation) => FindAsync("s", session, cancellation);

    /// <summary>Ends a link with all its secrets and sessions.</summary>
    public async Task RevokeAsync(Link link, CancellationToken cancellation)
    {
        if (await tables.Links.FindAsync(LinkPartition(link.Year), link.Row, cancellation) is { } row)
        {
            row["RevokedAt"] = clock.GetUtcNow();
            await tables.Links.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
        }
    }

    private async Task<string> NewAsync(string kind, Link link, DateTimeOffset? expires, CancellationToken cancellation)
    {
        var secret = Base64Url(RandomNumberGenerator.GetBytes(32));
        var hash = Hash(secret);
        await tables.Links.AddEntityAsync(new TableEntity(SecretPartition(kind, hash), hash)
        {
            ["Year"] = link.Year,
            ["Body"] = link.Body,
            ["Contact"] = link.Contact,
            ["ExpiresAt"] = expires,
        }, cancellation);
        return secret;
    }

    private async Task<Link?> FindAsync(string kind, string secret, CancellationToken cancellation)
    {
        if (secret.Length != 43)
        {
            return null;
        }

        var hash = Hash(secret);
        if (await tables.Links.FindAsync(SecretPartition(kind, hash), hash, cancellation) is not { } row
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.RowKey), Encoding.ASCII.GetBytes(hash))
            || row.GetDateTimeOffset("ExpiresAt") <= clock.GetUtcNow())
        {
            return null;
        }

        var link = new Link(row.GetInt32("Year") ?? 0, row.GetString("Body"), row.GetString("Contact"));
        var stands = await tables.Links.FindAsync(LinkPartition(link.Year), link.Row, cancellation) is { } l
            && l.GetDateTimeOffset("RevokedAt") is null && l.GetDateTimeOffset("ExpiresAt") > clock.GetUtcNow();
        return stands ? link : null;
    }

    private static string LinkPartition(int year) => $"link-{year}";

    private static string SecretPartition(string kind, string hash) => $"{kind}-{hash[..2]}";

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
