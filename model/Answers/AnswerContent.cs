namespace Arshjulet.Model.Answers;

/// <summary>What an answer says, apart from who says it and when. Two that say the same are equal.</summary>
/// <param name="Value">A step's value for a statement or choice, the text for free text.</param>
/// <param name="Comment">Free text beside the value.</param>
/// <param name="Evidence">Address of what the answer rests on, e.g. a test report: as <see cref="EvidenceLink"/> allows it.</param>
public sealed record AnswerContent(string? Value = null, string? Comment = null, string? Evidence = null)
{
    /// <summary>Says nothing.</summary>
    public static AnswerContent Empty { get; } = new();

    public bool IsEmpty => this == Empty;

    /// <summary>UTF-16 units in all of it.</summary>
    public int Length => (Value?.Length ?? 0) + (Comment?.Length ?? 0) + (Evidence?.Length ?? 0);
}
