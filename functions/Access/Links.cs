using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>Whether a mailed secret, or a link, may still be used.</summary>
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
/// Personal links: a row each in the Links table, partition <c>link-2024</c>. Their secrets and sessions (<see cref="LinkSecrets"/>) carry the
/// link's generation: replacing the link counts it up, and with that they all end.
/// </summary>
public sealed class Links(Tables tables, CityContent city, TimeProvider clock)
{
    /// <summary>Makes the link, unless it is there.</summary>
    public Task CreateAsync(Link link, CancellationToken cancellation) =>
        tables.Links.TryAddAsync(new TableEntity(Partition(link.Year), link.Row) { ["CreatedAt"] = clock.GetUtcNow() }, cancellation);

    /// <summary>Whether the link is there and has not ended.</summary>
    public async Task<bool> StandsAsync(Link link, CancellationToken cancellation) => StateOf(link, await RowAsync(link, cancellation)) == LinkState.Standing;

    /// <summary>What a secret of this generation of the link is worth.</summary>
    public async Task<LinkState> StateAsync(Link link, int generation, CancellationToken cancellation)
    {
        var row = await RowAsync(link, cancellation);
        return StateOf(link, row) is LinkState.Standing && GenerationOf(row) != generation ? LinkState.Replaced : StateOf(link, row);
    }

    /// <summary>Counts how often a link has been replaced.</summary>
    public async Task<int> GenerationAsync(Link link, CancellationToken cancellation) => GenerationOf(await RowAsync(link, cancellation));

    /// <summary>Ends a link with all its secrets and sessions, for good.</summary>
    public Task RevokeAsync(Link link, CancellationToken cancellation) =>
        tables.Links.ChangeAsync(Partition(link.Year), link.Row, row => row["RevokedAt"] = clock.GetUtcNow(), cancellation);

    /// <summary>Ends a link's secrets and sessions; it gets new ones. Returns which generation it is now.</summary>
    /// <exception cref="NotFoundException">There is no such link.</exception>
    public async Task<int> ReplaceAsync(Link link, CancellationToken cancellation)
    {
        var row = await tables.Links.ChangeAsync(Partition(link.Year), link.Row, row => row["Generation"] = GenerationOf(row) + 1, cancellation);
        return GenerationOf(row ?? throw new NotFoundException($"No link {link}."));
    }

    /// <summary>Every link to a body's assignments.</summary>
    public Task<IReadOnlyList<LinkUse>> OfBodyAsync(int year, string body, CancellationToken cancellation) =>
        ReadAsync(contact => new BodyLink(year, body, contact), cancellation);

    /// <summary>Every expert's link to the items of a form.</summary>
    public Task<IReadOnlyList<LinkUse>> OfFormAsync(int year, string form, CancellationToken cancellation) =>
        ReadAsync(contact => new ExpertLink(year, form, contact), cancellation);

    /// <summary>Notes when a link was used, unless it was noted as late as that. Whoever changes the link meanwhile changes something that matters more.</summary>
    internal async Task SeenAsync(Link link, DateTimeOffset at, TimeSpan every, CancellationToken cancellation)
    {
        if (await RowAsync(link, cancellation) is { } row && !(at - LastSeenOf(row) < every))
        {
            row["LastSeenAt"] = at;
            await tables.Links.TryReplaceAsync(row, cancellation);
        }
    }

    private async Task<IReadOnlyList<LinkUse>> ReadAsync(Func<string, Link> linkOf, CancellationToken cancellation)
    {
        var (year, prefix) = (linkOf("").Year, linkOf("").Row);
        var rows = await tables.Links.ReadAsync(RowQuery.InPartition(Partition(year)).And(RowQuery.NamedFrom(prefix)), cancellation);
        return rows.ConvertAll(r => new LinkUse(linkOf(r.RowKey[prefix.Length..]), LastSeenOf(r), r.GetDateTimeOffset("RevokedAt") is not null));
    }

    private Task<TableEntity?> RowAsync(Link link, CancellationToken cancellation) => tables.Links.FindAsync(Partition(link.Year), link.Row, cancellation);

    /// <summary>When it ends is the plan's to say as it stands now: the last meeting may have been moved.</summary>
    private LinkState StateOf(Link link, TableEntity? row) => row switch
    {
        null => LinkState.Expired,
        _ when row.GetDateTimeOffset("RevokedAt") is not null => LinkState.Revoked,
        _ when city.Years.GetValueOrDefault(link.Year) is not { } year || Link.EndOf(year.Plan) <= clock.GetUtcNow() => LinkState.Expired,
        _ => LinkState.Standing,
    };

    private static DateTimeOffset? LastSeenOf(TableEntity row) => row.GetDateTimeOffset("LastSeenAt");

    private static int GenerationOf(TableEntity? row) => row?.GetInt32("Generation") ?? 0;

    private static string Partition(int year) => $"link-{year}";
}
