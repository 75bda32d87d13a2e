using System.Globalization;

namespace Arshjulet.Bench;

/// <summary>What each measured thing may cost at most. The median of its runs is judged, since another program may disturb one run.</summary>
internal sealed class Limits
{
    private readonly Dictionary<string, (List<double> Costs, double AtMost)> _rows = [];

    /// <summary>A sentence for each thing that was over its limit.</summary>
    public IEnumerable<string> Exceeded => _rows.Where(r => Median(r.Value.Costs) > r.Value.AtMost)
        .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}: {Median(r.Value.Costs):F2}, and may cost {r.Value.AtMost} at most"));

    /// <summary>One run's cost; without a limit it is only printed.</summary>
    public void Add(string what, double cost, double? atMost)
    {
        if (atMost is not { } limit)
        {
            return;
        }

        if (!_rows.TryGetValue(what, out var row))
        {
            _rows[what] = row = ([], limit);
        }

        row.Costs.Add(cost);
    }

    private static double Median(List<double> costs) => costs.Order().ElementAt(costs.Count / 2);
}
