namespace Arshjulet.Model.Figures;

/// <summary>The smallest and largest share of one step over several statements, in whole percent.</summary>
public sealed record Span(int Min, int Max)
{
    /// <summary>Over the statements' shares of a step; null without statements.</summary>
    public static Span? Of(IEnumerable<Distribution> statements, string step)
    {
        var shares = statements.Select(d => d[step].Percent).ToArray();
        return shares.Length == 0 ? null : new Span(shares.Min(), shares.Max());
    }
}
