using Arshjulet.Functions.Answers;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Submit;

/// <summary>The view of a submitted form's page.</summary>
public sealed record ReceiptView
{
    public required AnswerView Answers { get; init; }
    public required Submission Submission { get; init; }
    public required IReadOnlyList<SubmissionVersion> Versions { get; init; }
    public required bool MayReopen { get; init; }

    /// <summary>Whether the year is closed; then nothing can be reopened.</summary>
    public required bool Closed { get; init; }
}
