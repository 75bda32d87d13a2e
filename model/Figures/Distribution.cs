using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Figures;

/// <summary>How many chose one step. <paramref name="Count"/> is kept even where <see cref="Percent"/> shows 0.</summary>
public sealed record StepCount(ScaleStep Step, int Count, int N)
{
    /// <summary>Share of all answers in whole percent.</summary>
    public int Percent => Figures.Percent.Of(Count, N);
}

/// <summary>Answers over the steps of one scale, in the scale's order.</summary>
public sealed record Distribution
{
    public required string Scale { get; init; }
    public required IReadOnlyList<StepCount> Steps { get; init; }

    /// <summary>All answers, "inte tillämplig" among them.</summary>
    public required int N { get; init; }

    /// <summary>The count of a step by its value.</summary>
    /// <exception cref="ArgumentException">The scale has no such step.</exception>
    public StepCount this[string step] => Steps.FirstOrDefault(s => s.Step.Value == step)
        ?? throw new ArgumentException($"The scale {Scale} has no step {step}.", nameof(step));

    /// <summary>Counts values; a value that is not on the scale is an error, so that no answer is lost silently.</summary>
    /// <exception cref="ArgumentException">A value that the scale does not have.</exception>
    public static Distribution Of(Scale scale, IEnumerable<string> values)
    {
        var counts = scale.Steps.ToDictionary(s => s.Value, _ => 0);
        foreach (var value in values)
        {
            if (!counts.TryGetValue(value, out var count))
            {
                throw new ArgumentException($"The scale {scale.Key} has no step {value}.", nameof(values));
            }

            counts[value] = count + 1;
        }

        return FromCounts(scale, counts);
    }

    /// <summary>From counts by step value; a step that isn't named has 0.</summary>
    public static Distribution FromCounts(Scale scale, IReadOnlyDictionary<string, int> counts)
    {
        if (counts.Keys.FirstOrDefault(k => scale.Find(k) is null) is { } foreign)
        {
            throw new ArgumentException($"The scale {scale.Key} has no step {foreign}.", nameof(counts));
        }

        var n = counts.Values.Sum();
        return new Distribution
        {
            Scale = scale.Key,
            N = n,
            Steps = [.. scale.Steps.Select(s => new StepCount(s, counts.GetValueOrDefault(s.Value), n))],
        };
    }

    /// <summary>The sum of distributions of one scale.</summary>
    public static Distribution Sum(Scale scale, IEnumerable<Distribution> parts)
    {
        var all = parts.ToArray();
        return FromCounts(scale, scale.Steps.ToDictionary(s => s.Value, s => all.Sum(d => d[s.Value].Count)));
    }
}
