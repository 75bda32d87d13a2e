using Arshjulet.Functions.Answers;
using Arshjulet.Model.Answers;

namespace Arshjulet.Functions.Submit;

/// <summary>What the page of a submitted form shows.</summary>
public sealed record ReceiptView
{
    public required AnswerView Answers { get; init; }
    public required Submission Submission { get; init; }
    public required IReadOnlyList<KeptSubmission> Versions { get; init; }
    public required bool MayReopen { get; init; }

    /// <summary>The year is closed: nobody opens anything.</summary>
    public required bool Closed { get; init; }
}
