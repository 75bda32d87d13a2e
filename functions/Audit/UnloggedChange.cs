using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Arshjulet.Functions.Audit;

/// <summary>
/// A log line for a change, which may not have been appended to the log yet. It is written in the same transaction as the change, so that it
/// is not lost if the process dies before logging it.
/// </summary>
/// <param name="Who">The contact's or office user's id.</param>
/// <param name="What">The act's key.</param>
/// <param name="Subject">What it was done to; unique among the changes of an answer sheet.</param>
/// <param name="At">When it was done.</param>
public sealed record UnloggedChange(string Who, string What, string Subject, DateTimeOffset At)
{
    [JsonIgnore]
    public string Key => $"{What} {Subject}";

    /// <summary>What was done.</summary>
    [JsonIgnore]
    public Act Act => Act.FromKey(What);

    public static UnloggedChange Create(string who, Act act, string subject, DateTimeOffset at) => new(who, act.Key, subject, at);

    internal static IReadOnlyList<UnloggedChange> ParseAll(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<UnloggedChange>>(json) ?? [];

    internal static string? ToJson(IReadOnlyList<UnloggedChange> changes) => changes.Count == 0 ? null : JsonSerializer.Serialize(changes);
}

/// <summary>
/// The changes that this process has logged, by answer sheet. The sheet's next write drops them from its list, which saves a write just for
/// that. The hourly sweep drops what other processes have logged; it reads the log to find out.
/// </summary>
internal sealed class LoggedChanges
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> _known = new();

    public void Add(string partition, string key) => _known.AddOrUpdate(partition, _ => [key], (_, keys) => keys.Add(key));

    public IEnumerable<UnloggedChange> Without(string partition, IReadOnlyList<UnloggedChange> changes) =>
        _known.TryGetValue(partition, out var known) ? changes.Where(c => !known.Contains(c.Key)) : changes;

    /// <summary>Forgets what the sheet no longer lists.</summary>
    public void RetainOnly(string partition, IReadOnlyList<UnloggedChange> changes)
    {
        if (_known.TryGetValue(partition, out var known))
        {
            _known.TryUpdate(partition, known.Intersect(changes.Select(s => s.Key)), known);
        }
    }
}
