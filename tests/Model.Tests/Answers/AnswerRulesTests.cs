using System.Text;

namespace Arshjulet.Model.Tests;

/// <summary>No answer is kept that the form did not ask for, and every text that is kept can be read and printed.</summary>
public class AnswerRulesTests
{
    private static readonly Question Statement = Sample.Statement("p1", Sample.Yes);
    private static readonly Question Text = Sample.Text("f1");
    private static readonly string Longest = new('å', Question.MaxTextLength);

    [Fact]
    public void An_answer_on_the_scale_is_taken_also_with_a_comment_or_with_nothing_but_a_comment()
    {
        Assert.Null(FaultOf("ja"));
        Assert.Null(FaultOf("ja", "Vi har rutiner."));
        Assert.Null(FaultOf(null, "Vi har rutiner."));
    }

    [Theory]
    [InlineData("kanske")]
    [InlineData("Ja")]
    [InlineData("tillfredsstallande")]
    public void An_answer_off_the_scale_is_refused(string value) => Assert.Equal(AnswerFault.NotOnTheScale, FaultOf(value));

    [Fact]
    public void A_question_that_the_form_lacks_is_refused() =>
        Assert.Equal(AnswerFault.UnknownQuestion, AnswerRules.FaultOf(new("ja", null), null, null));

    [Fact]
    public void The_longest_text_is_taken_and_one_more_letter_is_refused()
    {
        Assert.Null(AnswerRules.FaultOf(new(Longest, null), Text, null));
        Assert.Equal(AnswerFault.TextTooLong, AnswerRules.FaultOf(new(Longest + "ä", null), Text, null));
        Assert.Null(FaultOf("ja", Longest));
        Assert.Equal(AnswerFault.CommentTooLong, FaultOf("ja", Longest + "ä"));
    }

    [Fact]
    public void A_comment_where_none_is_asked_for_is_refused() =>
        Assert.Equal(AnswerFault.CommentNotAllowed, AnswerRules.FaultOf(new("text", "kommentar"), Text, null));

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public void Fields_that_were_left_empty_are_no_fault(string nothing)
    {
        Assert.Null(FaultOf(nothing, nothing));
        Assert.Null(AnswerRules.FaultOf(new(nothing, nothing), Text, null));
    }

    [Fact]
    public void What_would_be_kept_is_judged_and_not_how_the_browser_sent_it()
    {
        // A browser counts a line break as one and sends it as two; and one letter of some scripts is kept as two.
        Assert.Null(AnswerRules.FaultOf(new(string.Concat(Enumerable.Repeat("rad\r\n", Question.MaxTextLength / 4)), null), Text, null));
        Assert.Equal(AnswerFault.TextTooLong, AnswerRules.FaultOf(new(new string('\u0958', Question.MaxTextLength), null), Text, null));
        Assert.Null(FaultOf(" ja "));
    }

    [Theory]
    [InlineData("A\u030Arshjulet, o\u0308versyn", "Årshjulet, översyn")]
    [InlineData("före\u0000 och\u0007 efter\u009F", "före och efter")]
    [InlineData("rad 1\r\nrad 2\rrad 3\u2028rad 4", "rad 1\nrad 2\nrad 3\nrad 4")]
    [InlineData("  \u00A0med luft\t\n ", "med luft")]
    [InlineData("kolumn\tkolumn", "kolumn\tkolumn")]
    [InlineData("smil 😀 kvar", "smil 😀 kvar")]
    [InlineData("slut\uFFFE\uFFFF", "slut")]
    [InlineData("\u0000\u0001", null)]
    [InlineData(" \r\n ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Text_is_kept_as_it_can_be_read_and_printed(string? sent, string? kept) => Assert.Equal(kept, AnswerRules.Clean(sent));

    // Not theories: a lone surrogate in an attribute is replaced before the test sees it.
    [Fact]
    public void Half_a_character_becomes_the_one_for_what_cannot_be_read() =>
        Assert.Equal(("a\uFFFDb", "\uFFFD", "😀\uFFFD"), (AnswerRules.Clean("a\uD83Db"), AnswerRules.Clean("\uDE00"), AnswerRules.Clean("😀\uD83D")));

    [Property]
    public void What_has_been_cleaned_can_be_cleaned_again_and_stored_anywhere(ushort[] units)
    {
        var sent = string.Concat(units.Select(u => (char)u));
        if (AnswerRules.Clean(sent) is not { } kept)
        {
            return;
        }

        Assert.Equal(kept, AnswerRules.Clean(kept));
        Assert.DoesNotContain(kept, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.True(kept.IsNormalized(NormalizationForm.FormC));
        Assert.Equal(kept, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept)));
        Assert.Equal(kept, kept.Trim());
        System.Xml.XmlConvert.VerifyXmlChars(kept);
    }

    [Property(MaxTest = 300)]
    public void What_has_been_cleaned_can_be_cleaned_again_though_the_text_is_awkward(byte[] picks)
    {
        string[] awkward =
        [
            "\u0000", "\r", "\n", "\u0085", "\u2028", " ", "\u00A0", "a", "\u030A", "\u0308", "\uD83D", "\uDE00",
            "\uFFFE", "\uFEFF", "\u0958", "\u2000", "Å",
        ];
        var kept = AnswerRules.Clean(string.Concat(picks.Select(p => awkward[p % awkward.Length])));
        Assert.Equal(kept, AnswerRules.Clean(kept));
        Assert.DoesNotContain(kept ?? "", c => char.IsControl(c) && c != '\n');
        Assert.NotEqual("", kept);
    }

    private static AnswerFault? FaultOf(string? value, string? comment = null) => AnswerRules.FaultOf(new(value, comment), Statement, Sample.Yes);
}
