using System.Text.Json.Serialization;

namespace Arshjulet.Model.Answers;

/// <summary>One question of one assignment, answered. An empty answer counts as none: it is kept only to show who emptied it, and when.</summary>
public sealed record Answer
{
    /// <summary>The question's key in its form, with the item in front where there is one.</summary>
    public required string Question { get; init; }

    /// <summary>As in <see cref="AnswerContent"/>.</summary>
    public string? Value { get; init; }

    /// <summary>As in <see cref="AnswerContent"/>.</summary>
    public string? Comment { get; init; }

    /// <summary>As in <see cref="AnswerContent"/>.</summary>
    public string? Evidence { get; init; }

    /// <summary>Contact id of who wrote it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What it says. Stored submissions have its parts one by one.</summary>
    [JsonIgnore]
    public AnswerContent Content
    {
        get => new(Value, Comment, Evidence);
        init => (Value, Comment, Evidence) = (value.Value, value.Comment, value.Evidence);
    }

    [JsonIgnore]
    public bool IsEmpty => Content.IsEmpty;
}
