namespace Arshjulet.Model.Figures;

/// <summary>Whole percent, halves away from zero; the denominator is all answers, "inte tillämplig" among them.</summary>
public static class Percent
{
    /// <summary>The share in whole percent, computed in integers. 0 of 0 is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or more than <paramref name="n"/>.</exception>
    public static int Of(int count, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, n);
        return n == 0 ? 0 : (int)(((200L * count) + n) / (2L * n));
    }
}
