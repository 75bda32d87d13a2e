namespace Arshjulet.Model.Figures;

/// <summary>Counts as words. The thresholds are ours: the report's authors used judgement, so every use keeps its count beside it.</summary>
public static class Quantifier
{
    private static readonly (int Parts, int Of, string Words)[] Fractions =
        [(1, 4, "en fjärdedel"), (1, 3, "en tredjedel"), (1, 2, "hälften"), (2, 3, "två tredjedelar"), (3, 4, "tre fjärdedelar")];

    /// <summary>
    /// "samtliga", "nästan samtliga", "den stora majoriteten", "de flesta", "många", "flera", "några", "ett fåtal", "enstaka", "en", "ingen".
    /// </summary>
    public static string Of(int count, int n)
    {
        var percent = Percent.Of(count, n);
        return count switch
        {
            0 => "ingen",
            _ when count == n => "samtliga",
            1 => "en",
            _ when percent >= 90 => "nästan samtliga",
            _ when percent >= 75 => "den stora majoriteten",
            _ when percent > 50 => "de flesta",
            _ when percent >= 33 => "många",
            _ when count == 2 => "enstaka",
            _ when percent >= 15 => "flera",
            _ when percent >= 5 => "några",
            _ => "ett fåtal",
        };
    }

    /// <summary>
    /// "en fjärdedel" for exactly a common fraction, "ungefär en fjärdedel" within three percentage points of one, otherwise "41 procent". 0 of 0 is no
    /// fraction.
    /// </summary>
    public static string Fraction(int count, int n)
    {
        var percent = Percent.Of(count, n);
        foreach (var (parts, of, words) in Fractions)
        {
            // |count/n − parts/of| ≤ 3/100, in integers.
            var off = ((long)count * of) - ((long)parts * n);
            if (n > 0 && Math.Abs(off) * 100 <= 3L * of * n)
            {
                return off == 0 ? words : $"ungefär {words}";
            }
        }

        return Swedish.PercentInProse(percent);
    }
}
