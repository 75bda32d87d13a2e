namespace Arshjulet.Model.Survey;

/// <summary>What may be shown of one column of groups and its total.</summary>
/// <param name="Shown">By group, in the order given.</param>
/// <param name="TotalShown">Whether the total of all groups may stand beside them.</param>
public sealed record Disclosure(IReadOnlyList<bool> Shown, bool TotalShown);

/// <summary>
/// Hides small groups, and as many of their neighbours as it takes for the small ones not to be the total minus the rest. What is hidden
/// is at least two groups that have answers, and together they are no small group either.
/// </summary>
public static class Suppression
{
    /// <summary>What may be shown of groups with these many answers each.</summary>
    /// <param name="counts">Answers by group. A group of nobody has nobody to protect: it is shown as 0, unless it is among those already hidden.</param>
    /// <param name="smallest">Fewest answers that may be shown.</param>
    /// <param name="hiddenAlready">Groups that are hidden elsewhere and must be hidden here as well.</param>
    /// <exception cref="ArgumentOutOfRangeException">A smallest group of one or less, or a count below zero.</exception>
    public static Disclosure Of(IReadOnlyList<int> counts, int smallest, IReadOnlyCollection<int>? hiddenAlready = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 2);
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
        }

        var hidden = new SortedSet<int>(hiddenAlready ?? []);
        hidden.UnionWith(Enumerable.Range(0, counts.Count).Where(i => counts[i] > 0 && counts[i] < smallest));

        // The smallest neighbour goes first: least is lost.
        foreach (var next in Enumerable.Range(0, counts.Count).Where(i => !hidden.Contains(i) && counts[i] > 0).OrderBy(i => counts[i]).ToArray())
        {
            if (IsSafe(hidden, counts, smallest))
            {
                break;
            }

            hidden.Add(next);
        }

        var safe = IsSafe(hidden, counts, smallest);
        return new Disclosure([.. counts.Select((_, i) => !hidden.Contains(i))], safe);
    }

    private static bool IsSafe(SortedSet<int> hidden, IReadOnlyList<int> counts, int smallest) =>
        hidden.Count == 0 || (hidden.Count(i => counts[i] > 0) >= 2 && hidden.Sum(i => counts[i]) >= smallest);
}
