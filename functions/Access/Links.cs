using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Years;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>The secret way to one body's assignments of one year, for one contact; or to what a form asks about one by one, for an expert.</summary>
public sealed record Link(int Year, string Body, string Contact)
{
    /// <summary>No body is called so: a key has no dot.</summary>
    private const string Experts = "sakkunniga.";

    /// <summary>An expert's link to every item of a form.</summary>
    public static Link OfExpert(int year, string form, string contact) => new(year, Experts + form, contact);

    /// <summary>The form that an expert's link leads to; null for a body's.</summary>
    public string? ExpertForm => Body.StartsWith(Experts, StringComparison.Ordinal) ? Body[Experts.Length..] : null;

    internal string Row => $"{Body}~{Contact}";

    /// <summary>
    /// Tells one link from another in the address that a page's forms are sent to. A browser has one cookie for a body: whoever opens a colleague's
    /// link in it takes over from then on, and what the first one's open pages send must not be saved in the other's name.
    /// </summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Year}/{Body}/{Contact}")))[..12];

    /// <summary>A link outlives the last meeting by a month: what is decided may have to be looked at.</summary>
    public static DateTimeOffset EndOf(YearPlan plan) => WorkingDays.EndOf(plan.Dates.Kf.Date.AddDays(30));
}

/// <summary>What a mailed secret is worth.</summary>
public enum LinkState
{
    Standing,

    /// <summary>The link stands, and has newer secrets than this one.</summary>
    Replaced,

    /// <summary>Taken back for good.</summary>
    Revoked,
    Expired,
}

/// <summary>When a link was last used to answer; null when it never was.</summary>
public sealed record LinkUse(Link Link, DateTimeOffset? LastSeenAt, bool Revoked);

/// <summary>
/// Personal links and the sessions started from them. A secret is 256 random bits; only its SHA-256 is stored, so that whoever reads the
/// table can't answer for anybody. A link may have several secrets (each mail carries a new one: none is kept to send again). Secrets and
/// sessions carry the link's generation: replacing the link counts it up, and with that they all end.
/// </summary>
public sealed class Links(Tables tables, CityContent city, TimeProvider clock)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    // Spares the reads of those who were noted less than a minute ago; another process at worst notes once more.
    private readonly ConcurrentDictionary<Link, DateTimeOffset> _seen = new();

    /// <summary>Makes the link, unless it is there.</summary>
    public Task CreateAsync(Link link, CancellationToken cancellation) =>
        tables.Links.TryAddAsync(new TableEntity(LinkPartition(link.Year), link.Row) { ["CreatedAt"] = clock.GetUtcNow() }, cancellation);

    /// <summary>A new secret for a link; it stands nowhere but in the answer.</summary>
    public Task<string> NewSecretAsync(Link link, CancellationToken cancellation) => NewAsync("l", link, cancellation);

    /// <summary>A session for whoever holds the link's secret. It ends with the link: nobody is signed out in the middle of a year.</summary>
    public Task<string> StartSessionAsync(Link link, CancellationToken cancellation) => NewAsync("s", link, cancellation);

    /// <summary>The link that a mailed secret belongs to and whether it still opens it; null for a secret that never was.</summary>
    public Task<(Link Link, LinkState State)?> FindAsync(string secret, CancellationToken cancellation) => FindAsync("l", secret, cancellation);

    /// <summary>The link that a session was started from, or null.</summary>
    public async Task<Link?> FindSessionAsync(string session, CancellationToken cancellation) =>
        await FindAsync("s", session, cancellation) is { State: LinkState.Standing } found ? found.Link : null;

    /// <summary>Whether the link is there and has not ended.</summary>
    public async Task<bool> StandsAsync(Link link, CancellationToken cancellation) => StateOf(link, await RowAsync(link, cancellation)) == LinkState.Standing;

    /// <summary>Ends a link with all its secrets and sessions, for good.</summary>
    public Task RevokeAsync(Link link, CancellationToken cancellation) => ChangeAsync(link, row => row["RevokedAt"] = clock.GetUtcNow(), cancellation);

    /// <summary>Ends a link's secrets and sessions; it gets new ones. Returns which generation it is now.</summary>
    public async Task<int> ReplaceAsync(Link link, CancellationToken cancellation)
    {
        var row = await ChangeAsync(link, row => row["Generation"] = GenerationOf(row) + 1, cancellation);
        return GenerationOf(row ?? throw new NotFoundException($"No link {link}."));
    }

    /// <summary>Notes that a link is in use, at most once a minute.</summary>
    public async Task SeenAsync(Link link, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_seen.TryGetValue(link, out var before) && now - before < SeenEvery)
        {
            return;
        }

        _seen[link] = now;
        if (await RowAsync(link, cancellation) is { } row && !(now - row.GetDateTimeOffset("LastSeenAt") < SeenEvery))
        {
            // Whoever comes between changes something that matters more.
            row["LastSeenAt"] = now;
            await tables.Links.TryReplaceAsync(row, cancellation);
        }
    }

    /// <summary>Every link of a body.</summary>
    public async Task<IReadOnlyList<LinkUse>> OfBodyAsync(int year, string body, CancellationToken cancellation)
    {
        var uses = new List<LinkUse>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {LinkPartition(year)} and RowKey ge {body + "~"} and RowKey lt {body + "~~"}");
        await foreach (var row in tables.Links.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            uses.Add(new LinkUse(new Link(year, body, row.RowKey[(body.Length + 1)..]), row.GetDateTimeOffset("LastSeenAt"), row.GetDateTimeOffset("RevokedAt") is not null));
        }

        return uses;
    }

    private async Task<TableEntity?> ChangeAsync(Link link, Action<TableEntity> change, CancellationToken cancellation)
    {
        while (await RowAsync(link, cancellation) is { } row)
        {
            change(row);
            if (await tables.Links.TryReplaceAsync(row, cancellation))
            {
                return row;
            }
        }

        return null;
    }

    private async Task<string> NewAsync(string kind, Link link, CancellationToken cancellation)
    {
        var secret = Base64Url(RandomNumberGenerator.GetBytes(32));
        var hash = Hash(secret);

        // Nobody else makes the same secret: a row that is there is this one, and the storage's answer to it was lost on the way.
        await tables.Links.TryAddAsync(new TableEntity(SecretPartition(kind, hash), hash)
        {
            ["Year"] = link.Year,
            ["Body"] = link.Body,
            ["Contact"] = link.Contact,
            ["Generation"] = GenerationOf(await RowAsync(link, cancellation)),
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
        if (await tables.Links.FindAsync(SecretPartition(kind, hash), hash, cancellation) is not { } row
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.RowKey), Encoding.ASCII.GetBytes(hash)))
        {
            return null;
        }

        var link = new Link(row.GetInt32("Year") ?? 0, row.GetString("Body"), row.GetString("Contact"));
        var stands = await RowAsync(link, cancellation);
        return (link, StateOf(link, stands) switch
        {
            LinkState.Standing when GenerationOf(row) != GenerationOf(stands) => LinkState.Replaced,
            var state => state,
        });
    }

    private Task<TableEntity?> RowAsync(Link link, CancellationToken cancellation) => tables.Links.FindAsync(LinkPartition(link.Year), link.Row, cancellation);

    /// <summary>When it ends is the plan's to say as it stands now: the last meeting may have been moved.</summary>
    private LinkState StateOf(Link link, TableEntity? row) => row switch
    {
        null => LinkState.Expired,
        _ when row.GetDateTimeOffset("RevokedAt") is not null => LinkState.Revoked,
        _ when city.Years.GetValueOrDefault(link.Year) is not { } year || Link.EndOf(year.Plan) <= clock.GetUtcNow() => LinkState.Expired,
        _ => LinkState.Standing,
    };

    private static int GenerationOf(TableEntity? row) => row?.GetInt32("Generation") ?? 0;

    private static string LinkPartition(int year) => $"link-{year}";

    private static string SecretPartition(string kind, string hash) => $"{kind}-{hash[..2]}";

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
