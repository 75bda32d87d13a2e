using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arshjulet.Functions.Audit;

/// <summary>
/// A line of the log that belongs to a change and is not known to stand there yet. It is written in the change's own transaction, so that a
/// process that dies before it has logged leaves behind what to log.
/// </summary>
/// <param name="Who">Contact id or the office user's id.</param>
/// <param name="What">Key of the act.</param>
/// <param name="Subject">What it was done to; no other change of the sheet has the same.</param>
/// <param name="At">When it was done.</param>
public sealed record UnloggedChange(string Who, string What, string Subject, DateTimeOffset At)
{
    [JsonIgnore]
    public string Key => $"{What} {Subject}";

    /// <summary>What was done.</summary>
    [JsonIgnore]
    public Act Act => Act.Stored(What);

    public static UnloggedChange Of(string who, Act act, string subject, DateTimeOffset at) => new(who, act.Key, subject, at);

    internal static IReadOnlyList<UnloggedChange> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<UnloggedChange>>(json) ?? [];

    internal static string? Write(IReadOnlyList<UnloggedChange> changes) => changes.Count == 0 ? null : JsonSerializer.Serialize(changes);
}

/// <summary>
/// What this process knows to be logged, by sheet. The sheet's next write leaves it out, so that knowing costs no write of its own; what another
/// process has logged is left out by the hourly sweep, which asks the log.
/// </summary>
internal sealed class KnownLogged
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _known = new();

    public void Add(string partition, string key) => _known.AddOrUpdate(partition, _ => [key], (_, keys) => keys.Add(key));

    public IEnumerable<UnloggedChange> Without(string partition, IReadOnlyList<UnloggedChange> changes) =>
        _known.TryGetValue(partition, out var known) ? changes.Where(c => !known.Contains(c.Key)) : changes;

    /// <summary>Forgets all but what still stands in the sheet.</summary>
    public void Keep(string partition, IReadOnlyList<UnloggedChange> standing)
    {
        if (_known.TryGetValue(partition, out var known))
        {
            _known.TryUpdate(partition, known.Intersect(standing.Select(s => s.Key)), known);
        }
    }
}
