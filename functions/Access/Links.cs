using Arshjulet.Functions.City;
using Arshjulet.Functions.Storage;
using Azure.Data.Tables;

namespace Arshjulet.Functions.Access;

/// <summary>Whether a link, or a secret that was mailed for it, still works.</summary>
public enum LinkState
{
    Active,

    /// <summary>The link is active, but this secret has been replaced by newer ones.</summary>
    Replaced,

    /// <summary>Revoked permanently.</summary>
    Revoked,
    Expired,
}

/// <summary>A link's use. <paramref name="LastSeenAt"/> is null if it has never been used to answer.</summary>
public sealed record LinkUse(Link Link, DateTimeOffset? LastSeenAt, bool Revoked);

/// <summary>
/// Personal links: a row each in the Links table, partition <c>link-2024</c>. Secrets and sessions (<see cref="LinkSecrets"/>) carry the link's
/// generation number. Replacing a link increments it, which ends all its secrets and sessions.
/// </summary>
public sealed class Links(Tables tables, CityContent city, TimeProvider clock)
{
    /// <summary>Creates the link if it does not exist.</summary>
    public Task CreateAsync(Link link, CancellationToken cancellation) =>
        tables.Links.TryAddAsync(new TableEntity(Partition(link.Year), link.Row) { ["CreatedAt"] = clock.GetUtcNow() }, cancellation);

    /// <summary>Whether the link exists and is neither revoked nor expired.</summary>
    public async Task<bool> IsActiveAsync(Link link, CancellationToken cancellation) =>
        StateOf(link, await RowAsync(link, cancellation)) == LinkState.Active;

    /// <summary>The state of a secret that was made in this generation of the link.</summary>
    public async Task<LinkState> StateAsync(Link link, int generation, CancellationToken cancellation)
    {
        var row = await RowAsync(link, cancellation);
        return StateOf(link, row) is LinkState.Active && GenerationOf(row) != generation ? LinkState.Replaced : StateOf(link, row);
    }

    /// <summary>How many times a link has been replaced.</summary>
    public async Task<int> GenerationAsync(Link link, CancellationToken cancellation) => GenerationOf(await RowAsync(link, cancellation));

    /// <summary>Permanently ends a link with all its secrets and sessions.</summary>
    public Task RevokeAsync(Link link, CancellationToken cancellation) =>
        tables.Links.ChangeAsync(Partition(link.Year), link.Row, row => row["RevokedAt"] = clock.GetUtcNow(), cancellation);

    /// <summary>Ends a link's secrets and sessions, so that new ones can be made. Returns the new generation.</summary>
    /// <exception cref="NotFoundException">There is no such link.</exception>
    public async Task<int> ReplaceAsync(Link link, CancellationToken cancellation)
    {
        var row = await tables.Links.ChangeAsync(Partition(link.Year), link.Row, row => row["Generation"] = GenerationOf(row) + 1, cancellation);
        return GenerationOf(row ?? throw new NotFoundException($"No link {link}."));
    }

    /// <summary>Every link to a body's assignments.</summary>
    public Task<IReadOnlyList<LinkUse>> OfBodyAsync(int year, string body, CancellationToken cancellation) =>
        ReadAsync(contact => new BodyLink(year, body, contact), cancellation);

    /// <summary>Every expert's link to a form's items.</summary>
    public Task<IReadOnlyList<LinkUse>> OfFormAsync(int year, string form, CancellationToken cancellation) =>
        ReadAsync(contact => new ExpertLink(year, form, contact), cancellation);

    /// <summary>
    /// Records when a link was used, unless that was done less than <paramref name="interval"/> ago. Losing against a concurrent change is fine:
    /// that change matters more.
    /// </summary>
    internal async Task RecordUseAsync(Link link, DateTimeOffset at, TimeSpan interval, CancellationToken cancellation)
    {
        if (await RowAsync(link, cancellation) is { } row && !(at - LastSeenOf(row) < interval))
        {
            row["LastSeenAt"] = at;
            await tables.Links.TryReplaceAsync(row, cancellation);
        }
    }

    private async Task<IReadOnlyList<LinkUse>> ReadAsync(Func<string, Link> linkOf, CancellationToken cancellation)
    {
        var (year, prefix) = (linkOf("").Year, linkOf("").Row);
        var rows = await tables.Links.ReadAsync(RowQuery.InPartition(Partition(year)).And(RowQuery.WithRowKeyPrefix(prefix)), cancellation);
        return rows.ConvertAll(r => new LinkUse(linkOf(r.RowKey[prefix.Length..]), LastSeenOf(r), r.GetDateTimeOffset("RevokedAt") is not null));
    }

    private Task<TableEntity?> RowAsync(Link link, CancellationToken cancellation) =>
        tables.Links.FindAsync(Partition(link.Year), link.Row, cancellation);

    /// <summary>The expiry is taken from the current plan and not from the row, because the last meeting may have been moved.</summary>
    private LinkState StateOf(Link link, TableEntity? row) => row switch
    {
        null => LinkState.Expired,
        _ when row.GetDateTimeOffset("RevokedAt") is not null => LinkState.Revoked,
        _ when city.Years.GetValueOrDefault(link.Year) is not { } year || Link.ExpiryOf(year.Plan) <= clock.GetUtcNow() => LinkState.Expired,
        _ => LinkState.Active,
    };

    private static DateTimeOffset? LastSeenOf(TableEntity row) => row.GetDateTimeOffset("LastSeenAt");

    private static int GenerationOf(TableEntity? row) => row?.GetInt32("Generation") ?? 0;

    private static string Partition(int year) => $"link-{year}";
}
