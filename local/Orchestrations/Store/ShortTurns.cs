using System.Globalization;
using Azure.Data.Tables;

namespace Arshjulet.Local.Orchestrations.Store;

/// <summary>A turn whose events are kept in the instance's own row, as they are stored.</summary>
internal sealed record ShortTurn(int Epoch, int Turn, byte[] Events)
{
    public string Property => string.Create(CultureInfo.InvariantCulture, $"{ShortTurns.Prefix}{Epoch:D10}_{Turn:D10}");
}

/// <summary>
/// The first short turns of an execution, kept in the instance's own row: such a turn is one merge of one row, where a row of its own
/// would make it a batch of two, which costs the emulator three times as much. Most instances never need more.
/// </summary>
internal static class ShortTurns
{
    public const string Prefix = "H_";

    /// <summary>Half a property together: a batch stays under its 4 MiB all the same.</summary>
    private const int MostBytes = 30_000;

    /// <summary>A row has at most 252 properties.</summary>
    private const int MostTurns = 60;

    /// <summary>With a turn added; null if there is no room for it.</summary>
    public static IReadOnlyList<ShortTurn>? With(IReadOnlyList<ShortTurn> held, ShortTurn turn) =>
        held.Count < MostTurns && held.Sum(t => t.Events.Length) + turn.Events.Length <= MostBytes ? [.. held, turn] : null;

    public static void Write(TableEntity row, IEnumerable<ShortTurn> turns)
    {
        foreach (var turn in turns)
        {
            row[turn.Property] = turn.Events;
        }
    }

    public static IReadOnlyList<ShortTurn> Read(TableEntity row) =>
        [.. row.Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(k =>
        {
            var (epoch, turn) = StoreKeys.HistoryPosition(k);
            return new ShortTurn(epoch, turn, row.GetBinary(k));
        })];
}
