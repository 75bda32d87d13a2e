namespace Arshjulet.Model.Survey;

/// <summary>What may be shown of one column of groups and its total.</summary>
/// <param name="Shown">By group, in the order given.</param>
/// <param name="TotalShown">Whether the total of all groups may be shown too.</param>
public sealed record Disclosure(IReadOnlyList<bool> Shown, bool TotalShown);

/// <summary>
/// Hides small groups, and as many others as are needed to keep the small ones from being computed as the total minus the rest. At least two groups
/// with answers are hidden, which together are no small group, and somebody who knows how many could have answered in each still finds as many
/// possible numbers as the smallest group has answers. Where no other groups suffice, the total is hidden instead.
/// </summary>
public static class Suppression
{
    /// <summary>What may be shown of groups with these many answers each.</summary>
    /// <param name="counts">Answers by group. A group without answers has nobody to protect: it is shown as 0, unless it is already hidden.</param>
    /// <param name="smallest">Fewest answers that may be shown.</param>
    /// <param name="hiddenAlready">Groups that are hidden elsewhere and must be hidden here as well.</param>
    /// <param name="atMost">How many answers the group can have at most, which others may know from the number of its codes; null where nobody knows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A smallest group of one or less, or a count that is below zero or above its maximum.</exception>
    public static Disclosure Of(IReadOnlyList<int> counts, int smallest, IReadOnlyCollection<int>? hiddenAlready = null, IReadOnlyList<int?>? atMost = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(smallest, 2);
        for (var i = 0; i < counts.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[i]);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(counts[i], atMost?[i] ?? int.MaxValue);
        }

        var first = new SortedSet<int>(hiddenAlready ?? []);
        first.UnionWith(Enumerable.Range(0, counts.Count).Where(i => counts[i] > 0 && counts[i] < smallest));

        // The smallest group goes first, so that least is lost.
        var hidden = new SortedSet<int>(first);
        foreach (var next in Enumerable.Range(0, counts.Count).Where(i => !hidden.Contains(i) && counts[i] > 0).OrderBy(i => counts[i]).ToArray())
        {
            if (IsSafe(hidden, counts, smallest, atMost))
            {
                break;
            }

            hidden.Add(next);
        }

        // Without a total there is nothing to subtract from, so the other groups can be shown.
        return IsSafe(hidden, counts, smallest, atMost) ? Without(hidden, totalShown: true) : Without(first, totalShown: false);

        Disclosure Without(SortedSet<int> taken, bool totalShown) => new([.. counts.Select((_, i) => !taken.Contains(i))], totalShown);
    }

    private static bool IsSafe(SortedSet<int> hidden, IReadOnlyList<int> counts, int smallest, IReadOnlyList<int?>? atMost)
    {
        var together = hidden.Sum(i => counts[i]);
        return hidden.Count == 0 || (hidden.Count(i => counts[i] > 0) >= 2 && together >= smallest && hidden.All(StaysUnknown));

        int Highest(int i) => Math.Min(atMost?[i] ?? together, together);

        // This group must have at least the answers that the others have no room for: if the others are full, its number is given away.
        bool StaysUnknown(int i)
        {
            var lowest = Math.Max(0, together - hidden.Where(j => j != i).Sum(Highest));
            return Highest(i) - lowest + 1 >= Math.Min(smallest, Highest(i) + 1);
        }
    }
}
