namespace Arshjulet.Model.Tests.Answers;

/// <summary>No text is overwritten by somebody who has not seen it, whatever the number of pages and the order of arrival.</summary>
public class AnswerMergeTests
{
    private const string Question = "utsedd";
    private static readonly DateTimeOffset At = new(2024, 9, 16, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void When_the_writer_had_seen_what_is_stored_then_it_is_replaced() =>
        Assert.Equal(Written("battre", 2), After(Stored("bra"), Change("battre", seen: 1)));

    [Fact]
    public void When_somebody_else_has_written_since_then_both_texts_are_kept_apart()
    {
        var stored = Stored("bra", revision: 2);
        var merge = Merge(stored, Change("battre", seen: 1));

        Assert.Empty(merge.Writes);
        Assert.Equal(new AnswerConflict(Change("battre", seen: 1), stored), Assert.Single(merge.Conflicts));
    }

    [Fact]
    public void When_both_wrote_the_same_then_there_is_nothing_to_do()
    {
        var merge = Merge(Stored("bra", revision: 2), Change("bra", seen: 1));

        Assert.Empty(merge.Writes);
        Assert.Empty(merge.Conflicts);
    }

    [Fact]
    public void When_the_same_page_wrote_it_then_what_it_saw_does_not_matter() =>
        Assert.Equal(
            Written("battre", 4, "sida", 2),
            After(Stored("bra", revision: 3, writer: "sida", turn: 1), Change("battre", seen: 1, writer: "sida", turn: 2)));

    [Fact]
    public void When_a_save_of_the_same_page_comes_late_then_the_later_one_stays()
    {
        var stored = Stored("battre", revision: 3, writer: "sida", turn: 2);

        Assert.Equal(stored, After(stored, Change("bra", seen: 2, writer: "sida", turn: 1)));
    }

    [Fact]
    public void When_an_answer_is_emptied_then_its_revisions_go_on()
    {
        var emptied = After(Stored("bra"), new AnswerChange(Question, AnswerContent.Empty, 1));

        Assert.True(emptied!.Answer.IsEmpty);
        Assert.Equal(2, emptied.Revision);
    }

    /// <summary>Writers that each see the answer now and then, and send what they have at any time, in any order, some of it twice.</summary>
    [Property(MaxTest = 500)]
    public Property Whatever_order_saves_arrive_in_nobody_overwrites_what_he_has_not_seen() => Prop.ForAll(
        Steps.ArrayOf().ToArbitrary(),
        steps =>
        {
            StoredAnswer? stored = null;
            var seen = new int[3];
            var turns = new int[3];
            foreach (var step in steps)
            {
                seen[step.Page] = step.Looks ? stored?.Revision ?? 0 : seen[step.Page];
                var change = Change(step.Text, seen[step.Page], $"sida-{step.Page}", ++turns[step.Page]);
                var (before, merge) = (stored, Merge(stored, change));
                stored = merge.Writes.SingleOrDefault() ?? stored;

                // One of three: stored as it was sent, already stored, or handed back beside what is stored.
                var refused = merge.Conflicts.SingleOrDefault();
                Assert.Equal(refused is null, (stored?.Answer.Content ?? AnswerContent.Empty) == change.Content);
                Assert.Equal(before, refused is null ? before : refused.Stored);

                // Overwritten only what this page wrote itself, or had seen.
                Assert.True(stored == before || before is null || before.Writer == change.Writer || before.Revision == change.SeenRevision);
                Assert.Equal((before?.Revision ?? 0) + merge.Writes.Count, stored?.Revision ?? 0);

                // The same once more, as a client that lost the response sends it, changes nothing.
                stored = step.Again ? After(stored, change) : stored;
                Assert.Equal((before?.Revision ?? 0) + merge.Writes.Count, stored?.Revision ?? 0);
            }
        });

    private static Gen<Step> Steps =>
        from page in Gen.Choose(0, 2)
        from text in Gen.Elements("a", "b", "c", "")
        from looks in Gen.Elements(true, false)
        from again in Gen.Elements(true, false)
        select new Step(page, text, looks, again);

    private sealed record Step(int Page, string Text, bool Looks, bool Again);

    private static AnswerChange Change(string text, int seen, string? writer = null, int turn = 0) =>
        new(Question, new AnswerContent(text.Length == 0 ? null : text), seen) { Writer = writer, Turn = turn };

    private static StoredAnswer Stored(string text, int revision = 1, string? writer = null, int turn = 0) =>
        new(new Answer { Question = Question, Value = text, By = "samordnare", At = At }, revision) { Writer = writer, Turn = turn };

    private static StoredAnswer Written(string text, int revision, string? writer = null, int turn = 0) =>
        Stored(text, revision, writer, turn) with { Version = 7 };

    private static StoredAnswer? After(StoredAnswer? stored, AnswerChange change) => Merge(stored, change).Writes.SingleOrDefault() ?? stored;

    private static AnswerMerge Merge(StoredAnswer? stored, AnswerChange change) =>
        AnswerMerge.Of(stored is null ? new Dictionary<string, StoredAnswer>() : new() { [Question] = stored }, [change], "samordnare", At, version: 7);
}
