using System.Globalization;
using Arshjulet.Local.Orchestrations.Store;

namespace Arshjulet.Local.Orchestrations.History;

/// <summary>A stored history as lines to read.</summary>
internal static class HistoryReading
{
    public static IReadOnlyList<HistoryEntry> Entries(IReadOnlyList<HistoryRow> rows)
    {
        List<HistoryEntry> entries = [];
        var epoch = rows.Count == 0 ? 0 : rows.Max(r => r.Epoch);
        foreach (var row in rows.Where(r => r.Epoch == epoch))
        {
            var time = row.Events.FirstOrDefault(e => e.Kind == HistoryKind.TurnStarted)?.Time is { } began
                ? new DateTimeOffset(began, TimeSpan.Zero) : entries.LastOrDefault()?.Time ?? DateTimeOffset.MinValue;
            entries.AddRange(row.Events.Select(e => new HistoryEntry(time, e.Kind.ToString(), e.Name, Detail(e))));
        }

        return entries;
    }

    private static string? Detail(HistoryEvent happened) => happened switch
    {
        { Failure: { } failure } => $"{failure.Type}: {failure.Message}",
        { Kind: HistoryKind.TimerCreated, Time: { } due } => due.ToString("O", CultureInfo.InvariantCulture),
        { Other: { } other, Data: { } data } => $"{other}: {data}",
        { Other: { } other } => other,
        _ => happened.Data,
    };
}
