namespace Arshjulet.Model.Hints;

/// <summary>
/// What an answer must be for a hint to apply: exactly one of the three is given. <see cref="Is"/> and <see cref="IsNot"/> are both false for a
/// question without an answer.
/// </summary>
public sealed record HintCondition
{
    /// <summary>The question's key in the form, without an item in front.</summary>
    public required string Question { get; init; }

    /// <summary>One of these steps of its scale.</summary>
    public IReadOnlyList<string>? Is { get; init; }

    /// <summary>A step other than these.</summary>
    public IReadOnlyList<string>? IsNot { get; init; }

    /// <summary>Answered, or not.</summary>
    public bool? Answered { get; init; }
}

/// <summary>A question to ask before submitting, when all of its conditions are true. It never stops the submission.</summary>
public sealed record Hint
{
    /// <summary>Lasting key, unique in its form.</summary>
    public required string Key { get; init; }

    public required IReadOnlyList<HintCondition> When { get; init; }

    /// <summary>The question put to the respondent: "… Stämmer det?".</summary>
    public required string Text { get; init; }
}
