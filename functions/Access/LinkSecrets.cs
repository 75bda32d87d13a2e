using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>
/// The secrets of links, and the sessions that are started with them. A secret is 256 random bits. Only its SHA-256 is stored, so that reading
/// the table does not let anybody in. A link may have several secrets: a stored hash can't be mailed again, so each mail carries a new secret.
/// </summary>
public sealed class LinkSecrets(Tables tables, Links links)
{
    private const string SecretKind = "l";
    private const string SessionKind = "s";

    /// <summary>Creates a secret for a link and returns it; only its hash is stored.</summary>
    public Task<string> NewSecretAsync(Link link, CancellationToken cancellation) => NewAsync(SecretKind, link, cancellation);

    /// <summary>Starts a session for the holder of a link's secret. It lasts as long as the link: nobody is signed out in the middle of a year.</summary>
    public Task<string> StartSessionAsync(Link link, CancellationToken cancellation) => NewAsync(SessionKind, link, cancellation);

    /// <summary>The link that a mailed secret belongs to, and whether the secret still works; null if the secret is unknown.</summary>
    public Task<(Link Link, LinkState State)?> FindAsync(string secret, CancellationToken cancellation) =>
        FindAsync(SecretKind, MailedSecret.WithoutMarks(secret), cancellation);

    /// <summary>The link that a session was started from; null if the session is unknown or the link is no longer active.</summary>
    public async Task<Link?> FindSessionAsync(string session, CancellationToken cancellation) =>
        await FindAsync(SessionKind, session, cancellation) is { State: LinkState.Active } found ? found.Link : null;

    private async Task<string> NewAsync(string kind, Link link, CancellationToken cancellation)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var hash = Hash(secret);
        await tables.Links.TryAddAsync(new TableEntity(Partition(kind, hash), hash)
        {
            ["Year"] = link.Year,
            ["Body"] = (link as BodyLink)?.Body,
            ["Form"] = (link as ExpertLink)?.Form,
            ["Contact"] = link.Contact,
            ["Generation"] = await links.GenerationAsync(link, cancellation),
        }, cancellation);
        return secret;
    }

    private async Task<(Link Link, LinkState State)?> FindAsync(string kind, string secret, CancellationToken cancellation)
    {
        if (secret.Length != 43)
        {
            return null;
        }

        var hash = Hash(secret);
        if (await tables.Links.FindAsync(Partition(kind, hash), hash, cancellation) is not { } row
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.RowKey), Encoding.ASCII.GetBytes(hash)))
        {
            return null;
        }

        var (year, contact) = (row.GetInt32("Year") ?? 0, row.GetString("Contact"));
        Link link = row.GetString("Form") is { } form ? new ExpertLink(year, form, contact) : new BodyLink(year, row.GetString("Body"), contact);
        return (link, await links.StateAsync(link, row.GetInt32("Generation") ?? 0, cancellation));
    }

    private static string Partition(string kind, string hash) => $"{kind}-{hash[..2]}";

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
