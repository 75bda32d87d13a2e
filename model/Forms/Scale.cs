namespace Arshjulet.Model.Forms;

/// <summary>What a step of a scale means, so that rules (hints, charts, summaries) need not know its words.</summary>
public enum StepMeaning
{
    /// <summary>Neither good nor bad: a step of a ladder, a yes or no to a question of fact.</summary>
    Neutral,
    Good,
    Improve,
    Urgent,
    NotApplicable,
}

/// <summary>One step: <paramref name="Value"/> is the lasting key that is stored, <paramref name="Label"/> the words shown.</summary>
public sealed record ScaleStep(string Value, string Label, StepMeaning Meaning);

/// <summary>An ordered list of steps to choose among, as data.</summary>
public sealed record Scale
{
    public required string Key { get; init; }

    /// <summary>In the order shown, the best first where one is better than another.</summary>
    public required IReadOnlyList<ScaleStep> Steps { get; init; }

    /// <summary>The step with this value, or null.</summary>
    public ScaleStep? Find(string? value) => Steps.FirstOrDefault(s => s.Value == value);
}
