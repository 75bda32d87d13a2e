namespace Arshjulet.Model.Tests.Answers;

/// <summary>Two versions of a submission differ in exactly what the body has changed.</summary>
public class SubmissionComparisonTests
{
    [Fact]
    public void When_an_answer_is_changed_added_and_taken_away_then_each_is_a_difference()
    {
        var before = Of(("a", "ja", null), ("b", "nej", "så är det"), ("c", "text", null));
        var after = Of(("b", "nej", "inte längre"), ("a", "ja", null), ("d", "ny", null));

        var differences = SubmissionComparison.Of(before, after).Answers;

        Assert.Equal(["b", "d", "c"], differences.Select(d => d.Question));
        Assert.Equal(("så är det", "inte längre"), (differences[0].Before!.Comment, differences[0].After!.Comment));
        Assert.Null(differences[1].Before);
        Assert.Null(differences[2].After);
    }

    [Fact]
    public void When_only_writer_and_time_differ_then_nothing_has_changed()
    {
        var before = Of(("a", "ja", null));
        var after = before with { Sequence = 2, Answers = [before.Answers[0] with { By = "annan", At = before.Answers[0].At.AddDays(1) }] };
        Assert.True(SubmissionComparison.Of(before, after).IsSame);
    }

    [Fact]
    public void When_only_the_evidence_is_another_then_it_is_a_difference()
    {
        var before = Of(("a", "ja", null));
        var after = before with { Answers = [before.Answers[0] with { Evidence = "https://exempel.se/rapport" }] };
        Assert.Equal("https://exempel.se/rapport", Assert.Single(SubmissionComparison.Of(before, after).Answers).After!.Evidence);
    }

    [Fact]
    public void When_the_body_has_decided_anew_then_the_decision_has_changed()
    {
        var before = Of(("a", "ja", null));
        Assert.True(SubmissionComparison.Of(before, before with { Decision = before.Decision with { Paragraph = "9" } }).DecisionChanged);
    }

    [Fact]
    public void When_a_file_is_added_or_taken_away_then_it_is_a_difference_and_another_fingerprint()
    {
        var without = Of(("a", "ja", null));
        var with = without with { Attachments = [new AttachmentRef("abc", "fil.pdf", "application/pdf", 3, "samordnare", default)] };

        Assert.Equal("fil.pdf", Assert.Single(SubmissionComparison.Of(without, with).Added).Name);
        Assert.Equal("fil.pdf", Assert.Single(SubmissionComparison.Of(with, without).Removed).Name);
        Assert.False(SubmissionComparison.Of(without, with).IsSame);
        Assert.NotEqual(without.Fingerprint(), with.Fingerprint());
        Assert.NotEqual(with.Fingerprint(), (with with { Attachments = [with.Attachments[0] with { Hash = "abd" }] }).Fingerprint());
    }

    private static Submission Of(params (string Question, string? Value, string? Comment)[] answers) => new()
    {
        Year = 2024,
        Body = "kulturnamnden",
        Form = "access",
        FormVersion = 1,
        Sequence = 1,
        SubmittedAt = new DateTimeOffset(2024, 11, 21, 12, 0, 0, TimeSpan.Zero),
        SubmittedBy = "samordnare",
        Decision = new OwnDecision { ByDelegation = false, Date = new DateOnly(2024, 11, 20), Paragraph = "8", Responsible = "direktör" },
        Answers = [.. answers.Select(a => new Answer { Question = a.Question, Value = a.Value, Comment = a.Comment, By = "samordnare", At = default })],
    };
}
