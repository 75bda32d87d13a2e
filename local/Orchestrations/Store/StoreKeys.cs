using System.Globalization;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>The keys of an instance's partition, and what Table Storage lets a key hold.</summary>
internal static class StoreKeys
{
    public const string Instance = "instance";

    public const string HistoryFrom = "h-";

    public const string HistoryTo = "h.";

    public const string MessageFrom = "m-";

    /// <summary>After the messages (m-) come the outboxes (o-): both are read in one sweep.</summary>
    public const string OutboxFrom = "o-";

    public const string OutboxTo = "o.";

    private const int LongestInstanceId = 100;

    public static string History(int epoch, int turn) => string.Create(CultureInfo.InvariantCulture, $"h-{epoch:D10}-{turn:D10}");

    public static string Outbox(int epoch, int turn) => string.Create(CultureInfo.InvariantCulture, $"o-{epoch:D10}-{turn:D10}");

    public static string ClientMessage() => $"m-client-{Guid.NewGuid():N}";

    /// <summary>The same each time it is delivered, so that it cannot be delivered twice.</summary>
    public static string SentMessage(string sender, string outboxKey, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"m-{sender}-{outboxKey}-{index}");

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
