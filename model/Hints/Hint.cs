namespace Arshjulet.Model.Hints;

/// <summary>
/// Something an answer must be for a hint to hold: exactly one of the three is given. An unanswered question is neither one thing nor
/// another: <see cref="Is"/> and <see cref="IsNot"/> both want an answer.
/// </summary>
public sealed record HintCondition
{
    /// <summary>The question's key in the form, without an item in front.</summary>
    public required string Question { get; init; }

    /// <summary>One of these steps of its scale.</summary>
    public IReadOnlyList<string>? Is { get; init; }

    /// <summary>A step that is none of these.</summary>
    public IReadOnlyList<string>? IsNot { get; init; }

    /// <summary>Answered, or not.</summary>
    public bool? Answered { get; init; }
}

/// <summary>A question to ask before submitting, and when: all of its conditions hold. It never blocks.</summary>
public sealed record Hint
{
    /// <summary>Lasting key, unique in its form.</summary>
    public required string Key { get; init; }

    public required IReadOnlyList<HintCondition> When { get; init; }

    /// <summary>The question put to the respondent: "… Stämmer det?".</summary>
    public required string Text { get; init; }
}
