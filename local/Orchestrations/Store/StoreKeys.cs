using System.Globalization;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>The keys of an instance's partition, and what Table Storage lets a key hold.</summary>
/// <remarks>
/// Every row key holds the instance's id too. Azurite looks a row up by its row key first: with keys that all instances share,
/// the time of a write would grow with the number of instances.
/// </remarks>
internal static class StoreKeys
{
    public const string InstanceFrom = "i-";

    public const string InstanceTo = "i.";

    public const string HistoryFrom = "h-";

    public const string HistoryTo = "h.";

    public const string MessageFrom = "m-";

    public const string OutboxFrom = "o-";

    public const string OutboxTo = "o.";

    private const int LongestInstanceId = 100;

    public static string Instance(string id) => InstanceFrom + id;

    public static string History(string id, int epoch, int turn) =>
        string.Create(CultureInfo.InvariantCulture, $"h-{id}-{epoch:D10}-{turn:D10}");

    public static string Outbox(string id, int epoch, int turn, string run) =>
        string.Create(CultureInfo.InvariantCulture, $"o-{id}-{epoch:D10}-{turn:D10}-{run}");

    /// <summary>The epoch and the turn of a history row.</summary>
    public static (int Epoch, int Turn) HistoryPosition(string key) =>
        (int.Parse(key.AsSpan()[^21..^11], CultureInfo.InvariantCulture), int.Parse(key.AsSpan()[^10..], CultureInfo.InvariantCulture));

    public static string ClientMessage() => $"m-client-{Guid.NewGuid():N}";

    /// <summary>The same each time it is delivered, so that it cannot be delivered twice.</summary>
    public static string SentMessage(string outboxKey, int index) => string.Create(CultureInfo.InvariantCulture, $"m-{outboxKey}-{index}");

    /// <exception cref="ArgumentException">The id cannot be a key.</exception>
    public static void ValidateInstanceId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > LongestInstanceId)
        {
            throw new ArgumentException($"The instance id '{instanceId}' has {instanceId.Length} characters; {LongestInstanceId} is the most.");
        }

        if (instanceId[0] == '@')
        {
            throw new ArgumentException($"The instance id '{instanceId}' begins with @, which is kept for entities.");
        }

        foreach (var c in instanceId)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
            {
                var shown = char.IsControl(c) ? "a control character" : $"'{c}'";
                throw new ArgumentException($"The instance id '{instanceId}' holds {shown}; / \\ # ? and control characters are not allowed.");
            }
        }
    }
}
