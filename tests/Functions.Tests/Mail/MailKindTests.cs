using Arshjulet.Functions.Mail;
using Xunit;

namespace Arshjulet.Functions.Tests.Mail;

/// <summary>What a mail is about comes back as it was put, and is never taken for something else.</summary>
public sealed class MailKindTests
{
    private sealed record AboutRound(string Body, string Step);

    private static readonly MailKind<AboutRound> _round = new("runda");

    [Theory]
    [InlineData("kulturnamnden", "en vecka kvar")]
    [InlineData("å\"\\{}", "")]
    public void When_a_mail_is_made_then_its_composer_reads_what_it_is_about(string body, string step)
    {
        var mail = _round.Mail(2024, "runda-1", "samordnare", new AboutRound(body, step));

        Assert.Equal(("runda", new AboutRound(body, step)), (mail.Kind, _round.AboutOf(mail)));
    }

    [Theory]
    [InlineData("annan", "{\"body\":\"a\",\"step\":\"b\"}")]
    [InlineData("runda", "null")]
    [InlineData("runda", "{}")]
    [InlineData("runda", "{\"body\":\"a\",\"step\":null}")]
    [InlineData("runda", "{")]
    public void When_a_mail_is_of_another_kind_or_says_nothing_then_it_is_refused(string kind, string about)
    {
        var mail = _round.Mail(2024, "runda-1", "samordnare", new AboutRound("", "")) with { Kind = kind, About = about };

        Assert.Throws<InvalidOperationException>(() => _round.AboutOf(mail));
    }
}
