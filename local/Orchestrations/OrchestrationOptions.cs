namespace Arshjulet.Local.Orchestrations;

/// <summary>How the local host runs orchestrations. Each option carries its default; a wrong value stops the start.</summary>
public sealed record OrchestrationOptions
{
    /// <summary>The name that the store's table and containers begin with: 3–40 letters and digits, a letter first.</summary>
    public string TaskHub { get; init; } = "arshjulet";

    /// <summary>The most activities that run at the same time; 1 or more.</summary>
    public int MaxConcurrentActivities { get; init; } = 64;

    /// <summary>
    /// The most orchestrators that take a turn at the same time, storing included; 1 or more. Azurite does one request at a time: more
    /// turns than this only open more connections to it, and made 200 orchestrations a quarter slower.
    /// </summary>
    public int MaxConcurrentOrchestrators { get; init; } = 8;

    /// <summary>The version of what is started without one; null means unversioned.</summary>
    public string? DefaultVersion { get; init; }

    /// <summary>How many messages one turn takes in at most, 1–90: each costs an operation of the turn's batch.</summary>
    public int MaxMessagesPerTurn { get; init; } = 90;

    internal string TableName => TaskHub + "Instances";

    internal string LeaseContainer => TaskHub.ToLowerInvariant() + "-leases";

    internal string PayloadContainer => TaskHub.ToLowerInvariant() + "-payloads";

    internal void Validate()
    {
        if (TaskHub.Length is < 3 or > 40 || !char.IsAsciiLetter(TaskHub[0]) || !TaskHub.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"{nameof(TaskHub)} '{TaskHub}' must be 3–40 letters and digits, a letter first.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentActivities, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentOrchestrators, 1);
        if (MaxMessagesPerTurn is < 1 or > 90)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxMessagesPerTurn), MaxMessagesPerTurn, "A turn takes in 1–90 messages.");
        }
    }
}
