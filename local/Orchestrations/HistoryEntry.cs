namespace Arshjulet.Local.Orchestrations;

/// <summary>One line of an instance's history, for reading.</summary>
/// <param name="Time">When it happened, in UTC.</param>
/// <param name="Kind">What happened: TaskScheduled, TimerFired, EventRaised and so on.</param>
/// <param name="Name">The activity, event or orchestrator; null where there is none.</param>
/// <param name="Detail">Input, result, due time or error; null where there is none.</param>
public sealed record HistoryEntry(DateTimeOffset Time, string Kind, string? Name, string? Detail);
