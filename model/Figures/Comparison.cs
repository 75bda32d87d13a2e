namespace Arshjulet.Model.Figures;

/// <summary>How a share moved between two years, in whole percent.</summary>
public sealed record Comparison(int FromYear, int From, int ToYear, int To)
{
    /// <summary>Difference of the rounded shares in percentage points: what a reader of the two figures would get.</summary>
    public int Points => To - From;

    /// <summary>"ökade från 65 procent 2015 till 89 procent 2024"; "minskade …"; "var oförändrad på … 2015 och 2024".</summary>
    public string InProse() => Math.Sign(Points) switch
    {
        > 0 => $"ökade från {Swedish.PercentInProse(From)} {FromYear} till {Swedish.PercentInProse(To)} {ToYear}",
        < 0 => $"minskade från {Swedish.PercentInProse(From)} {FromYear} till {Swedish.PercentInProse(To)} {ToYear}",
        _ => $"var oförändrad på {Swedish.PercentInProse(To)} {FromYear} och {ToYear}",
    };

    /// <summary>The same with the years last: "minskade från 3 procent till 0 procent mellan 2015 och 2024".</summary>
    public string InProseYearsLast() => Math.Sign(Points) switch
    {
        > 0 => $"ökade från {Swedish.PercentInProse(From)} till {Swedish.PercentInProse(To)} mellan {FromYear} och {ToYear}",
        < 0 => $"minskade från {Swedish.PercentInProse(From)} till {Swedish.PercentInProse(To)} mellan {FromYear} och {ToYear}",
        _ => $"var oförändrad på {Swedish.PercentInProse(To)} mellan {FromYear} och {ToYear}",
    };

    /// <summary>"i nivå med", "högre än" or "lägre än", with the office's own tolerance in percentage points.</summary>
    public string Level(int sameLevelWithin) => Math.Abs(Points) <= sameLevelWithin ? "i nivå med" : Points > 0 ? "högre än" : "lägre än";
}
