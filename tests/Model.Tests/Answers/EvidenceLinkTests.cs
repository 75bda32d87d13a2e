namespace Arshjulet.Model.Tests.Answers;

/// <summary>A link to evidence is a whole web address that leads where it says, or it is refused.</summary>
public class EvidenceLinkTests
{
    private static readonly Question Tested = Sample.Statement("p1", Sample.Yes) with { Evidence = true };

    [Theory]
    [InlineData("https://exempel.se")]
    [InlineData("HTTP://exempel.se/a?b=c&d=%20#e")]
    [InlineData("https://intranät/rapporter/åäö.pdf")]
    [InlineData("  https://exempel.se/rapport\n")]
    [InlineData("https://[2001:db8::1]:8443/x")]
    [InlineData("")]
    [InlineData(null)]
    public void A_whole_web_address_is_taken_and_so_is_none(string? link) => Assert.Null(FaultOf(link));

    [Theory]
    [InlineData("www.exempel.se")]
    [InlineData("exempel.se/rapport")]
    [InlineData("//exempel.se")]
    [InlineData("https:exempel.se")]
    [InlineData("https://")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)//https://exempel.se")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:info@exempel.se")]
    [InlineData("https://namn:losen@exempel.se/")]
    [InlineData("https://bank.se@ond.se/")]
    [InlineData("https://exempel.se/a b")]
    [InlineData("https://exempel.se/a\nhttps://exempel.se/b")]
    [InlineData("https://exempel.se\\@ond.se")]
    [InlineData("https://exempel.se/\"onclick=alert(1)")]
    [InlineData("https://exempel.se/<script>")]
    [InlineData("https://exempel.se/\u202Efdp.exe")]
    [InlineData("https://exempel.se/\u200B")]
    [InlineData("se rapporten på https://exempel.se")]
    public void Anything_but_a_whole_web_address_is_refused(string link) => Assert.Equal(AnswerFault.EvidenceIsNoLink, FaultOf(link));

    [Fact]
    public void The_longest_link_is_taken_and_one_more_letter_is_refused()
    {
        var longest = "https://exempel.se/".PadRight(EvidenceLink.MaxLength, 'x');
        Assert.Null(FaultOf(longest));
        Assert.Equal(AnswerFault.EvidenceTooLong, FaultOf(longest + "x"));
    }

    [Fact]
    public void A_link_where_none_is_asked_for_is_refused() =>
        Assert.Equal(
            AnswerFault.EvidenceNotAllowed,
            AnswerRules.FaultOf(new("ja", null, "https://exempel.se"), Tested with { Evidence = false }, Sample.Yes));

    [Fact]
    public void An_answer_that_is_only_a_link_is_not_empty() =>
        Assert.False(new Answer { Question = "p1", Evidence = "https://exempel.se", By = "samordnare", At = default }.IsEmpty);

    [Property]
    public void What_is_a_link_leads_to_the_web_and_stays_a_link_when_it_is_cleaned(string? text)
    {
        var link = AnswerRules.Clean($"https://exempel.se/{text}")!;
        if (EvidenceLink.IsLink(link))
        {
            Assert.Equal(link, AnswerRules.Clean(link));
            Assert.Contains(new Uri(link).Scheme, (string[])["http", "https"]);
            Assert.DoesNotContain(link, char.IsWhiteSpace);
        }
    }

    private static AnswerFault? FaultOf(string? link) => AnswerRules.FaultOf(new("ja", null, link), Tested, Sample.Yes);
}
