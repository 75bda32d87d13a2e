namespace Arshjulet.Model.Answers;

/// <summary>One question of one assignment, answered. An empty answer counts as none: it is kept only to show who emptied it, and when.</summary>
public sealed record Answer
{
    /// <summary>The question's key in its form, with the item in front where there is one.</summary>
    public required string Question { get; init; }

    /// <summary>A step's value for a statement or choice, the text for free text.</summary>
    public string? Value { get; init; }

    public string? Comment { get; init; }

    /// <summary>Address of the evidence, e.g. a test report, as <see cref="EvidenceLink"/> allows it.</summary>
    public string? Evidence { get; init; }

    /// <summary>Contact id of who wrote it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public bool IsEmpty => Value is null && Comment is null && Evidence is null;
}
