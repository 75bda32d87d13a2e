namespace Arshjulet.Model.Answers;

/// <summary>One question that two submissions answer differently; null where one of them has no answer.</summary>
public sealed record AnswerDifference(string Question, Answer? Before, Answer? After);

/// <summary>What changed from one submission of an assignment to another.</summary>
public sealed record SubmissionComparison
{
    /// <summary>In the later one's order; questions that only the earlier one answers come last.</summary>
    public required IReadOnlyList<AnswerDifference> Answers { get; init; }

    public required bool DecisionChanged { get; init; }

    /// <summary>Files that the later one has and the earlier had not.</summary>
    public required IReadOnlyList<AttachmentRef> Added { get; init; }

    /// <summary>Files that the earlier one had and the later has not.</summary>
    public required IReadOnlyList<AttachmentRef> Removed { get; init; }

    public bool IsSame => Answers.Count == 0 && Added.Count == 0 && Removed.Count == 0 && !DecisionChanged;

    /// <summary>Compares values, comments and links, and not who wrote them or when.</summary>
    public static SubmissionComparison Of(Submission before, Submission after)
    {
        var earlier = before.Answers.ToDictionary(a => a.Question);
        var later = after.Answers.ToDictionary(a => a.Question);
        var keys = after.Answers.Select(a => a.Question).Concat(before.Answers.Select(a => a.Question).Where(k => !later.ContainsKey(k)));
        return new SubmissionComparison
        {
            Answers =
            [
                .. keys.Select(k => new AnswerDifference(k, earlier.GetValueOrDefault(k), later.GetValueOrDefault(k)))
                    .Where(d => ContentOf(d.Before) != ContentOf(d.After)),
            ],
            Added = [.. after.Attachments.Where(a => before.Attachments.All(b => b.Hash != a.Hash))],
            Removed = [.. before.Attachments.Where(b => after.Attachments.All(a => a.Hash != b.Hash))],
            DecisionChanged = before.Decision != after.Decision,
        };
    }

    private static AnswerContent ContentOf(Answer? answer) => answer?.Content ?? AnswerContent.Empty;
}
