using System.Text;

namespace Arshjulet.Model.Tests;

/// <summary>The fingerprint on the receipt says which answers were submitted: these, and no others.</summary>
public class ReceiptTests
{
    private static readonly Submission Kept = Year2024.Submitted(City.Committee, Sample.Access, _ => "ja");

    public static TheoryData<string> Facts => [.. Changes.Keys];

    private static Dictionary<string, Func<Submission, Submission>> Changes => new()
    {
        ["year"] = s => s with { Year = 2025 },
        ["body"] = s => s with { Body = "miljonamnden" },
        ["form"] = s => s with { Form = "ai" },
        ["form version"] = s => s with { FormVersion = 2 },
        ["sequence"] = s => s with { Sequence = 2 },
        ["when"] = s => s with { SubmittedAt = s.SubmittedAt.AddTicks(1) },
        ["who"] = s => s with { SubmittedBy = "nagon-annan" },
        ["delegation"] = s => s with { Decision = s.Decision with { ByDelegation = true } },
        ["decision's date"] = s => s with { Decision = s.Decision with { Date = s.Decision.Date.AddDays(1) } },
        ["paragraph"] = s => s with { Decision = s.Decision with { Paragraph = "113" } },
        ["no paragraph"] = s => s with { Decision = s.Decision with { Paragraph = null } },
        ["an empty paragraph"] = s => s with { Decision = s.Decision with { Paragraph = "" } },
        ["a paragraph that looks like none"] = s => s with { Decision = s.Decision with { Paragraph = "-" } },
        ["diary number"] = s => s with { Decision = s.Decision with { DiaryNumber = "KN-2024-319" } },
        ["responsible"] = s => s with { Decision = s.Decision with { Responsible = "avdelningschef" } },
        ["one answer fewer"] = s => s with { Answers = [.. s.Answers.Skip(1)] },
        ["one answer twice"] = s => s with { Answers = [.. s.Answers, s.Answers[^1]] },
        ["answers' order"] = s => s with { Answers = [.. s.Answers.Reverse()] },
        ["question"] = s => WithFirst(s, a => a with { Question = "annan" }),
        ["value"] = s => WithFirst(s, a => a with { Value = "delvis" }),
        ["no value"] = s => WithFirst(s, a => a with { Value = null }),
        ["comment"] = s => WithFirst(s, a => a with { Comment = "ja" }),
        ["evidence"] = s => WithFirst(s, a => a with { Evidence = "https://exempel.se/rapport" }),
        ["evidence that is the comment"] = s => WithFirst(s, a => a with { Comment = "https://exempel.se/rapport" }),
        ["by"] = s => WithFirst(s, a => a with { By = "nagon-annan" }),
        ["at"] = s => WithFirst(s, a => a with { At = a.At.AddTicks(1) }),
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Another_fact_is_another_fingerprint(string fact) => Assert.NotEqual(Kept.Fingerprint(), Changes[fact](Kept).Fingerprint());

    [Fact]
    public void No_two_of_the_changes_have_the_same_fingerprint() =>
        Assert.Equal(Changes.Count + 1, Changes.Values.Select(change => change(Kept).Fingerprint()).Append(Kept.Fingerprint()).Distinct().Count());

    [Fact]
    public void The_same_facts_have_the_same_fingerprint_in_64_lower_case_hex_digits()
    {
        Assert.Equal(Kept.Fingerprint(), Year2024.Submitted(City.Committee, Sample.Access, _ => "ja").Fingerprint());
        Assert.Matches("^[0-9a-f]{64}$", Kept.Fingerprint());
    }

    [Fact]
    public void The_same_instant_in_another_time_zone_is_the_same_fact() =>
        Assert.Equal(Kept.Fingerprint(), (Kept with { SubmittedAt = Kept.SubmittedAt.ToOffset(TimeSpan.FromHours(1)) }).Fingerprint());

    // A receipt of a year ago must still be true: this value is printed and kept, so a change of it is a break of all receipts.
    [Fact]
    public void The_fingerprint_of_a_known_submission_never_changes() =>
        Assert.Equal("ebb91e9fccc927f0838e41427abef2927796d94b04218326ad77c4340dc4e81e", Kept.Fingerprint());

    // Written as UTF-8, every half character would become the same U+FFFD, and two submissions read alike.
    [Fact]
    public void Text_that_cannot_be_written_has_no_fingerprint() =>
        Assert.Throws<EncoderFallbackException>(() => WithFirst(Kept, a => a with { Comment = "\uD83D" }).Fingerprint());

    [Property(MaxTest = 300)]
    public void Moving_letters_between_neighbouring_facts_is_another_fingerprint(NonEmptyString text, NonNegativeInt cut, NonNegativeInt otherCut)
    {
        var letters = text.Get.Where(c => !char.IsSurrogate(c)).ToArray();
        int one = cut.Get % (letters.Length + 1), other = otherCut.Get % (letters.Length + 1);
        Func<string, string, Submission>[] neighbours =
        [
            (a, b) => Kept with { Body = a, Form = b },
            (a, b) => Kept with { Decision = Kept.Decision with { Paragraph = a, DiaryNumber = b } },
            (a, b) => Kept with { Decision = Kept.Decision with { DiaryNumber = a, Responsible = b } },
            (a, b) => WithFirst(Kept, x => x with { Question = a, Value = b }),
            (a, b) => WithFirst(Kept, x => x with { Value = a, Comment = b }),
            (a, b) => WithFirst(Kept, x => x with { Comment = a, By = b }),
            (a, b) => Kept with { Answers = [Kept.Answers[0] with { Value = a }, Kept.Answers[1] with { Question = b }] },
        ];
        Assert.All(neighbours, of => Assert.Equal(one == other, FingerprintOf(of, one) == FingerprintOf(of, other)));

        string FingerprintOf(Func<string, string, Submission> of, int at) => of(new(letters[..at]), new(letters[at..])).Fingerprint();
    }

    private static Submission WithFirst(Submission s, Func<Answer, Answer> change) => s with { Answers = [change(s.Answers[0]), .. s.Answers.Skip(1)] };
}
