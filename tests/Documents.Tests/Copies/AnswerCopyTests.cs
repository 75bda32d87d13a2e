using Arshjulet.Documents.Copies;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests.Copies;

public class AnswerCopyTests
{
    [Fact]
    public void WhenCopied_ThenEveryQuestionIsAHeadingWithItsAnswerInWords()
    {
        var input = Input("access");
        var copy = AnswerCopy.Create(input);

        Assert.Empty(Opened.Faults(copy));
        var headings = Opened.Headings(copy).Select(h => h.Text).ToArray();
        Assert.All(input.Form.QuestionsFor(input.Body), q => Assert.Contains(q.Text, headings));
        var text = Opened.AllText(copy);
        Assert.Contains("Ja, tillfredsställande", text, StringComparison.Ordinal);
        Assert.Contains(input.Submission.Fingerprint(), text, StringComparison.Ordinal);
        Assert.Contains("Sammanträde 2024-11-21, § 112", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tillfredsstallande", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenCopiedTwice_ThenTheBytesAreTheSame() =>
        Assert.Equal(AnswerCopy.Create(Input("ai")).Content, AnswerCopy.Create(Input("ai")).Content);

    [Fact]
    public void WhenSomethingIsUnanswered_ThenTheCopySaysSo()
    {
        var input = Input("ai");
        var copy = AnswerCopy.Create(input with { Submission = input.Submission with { Answers = [] } });
        Assert.Empty(Opened.Faults(copy));
        Assert.Contains("Inget svar.", Opened.AllText(copy), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTheFormNoLongerAsks_ThenTheAnswerIsInTheCopyAllTheSame()
    {
        var input = Input("ai");
        var copy = AnswerCopy.Create(input with { Form = input.Form with { Sections = [input.Form.Sections[0] with { Questions = [input.Form.Sections[0].Questions[0]] }] } });
        Assert.Contains("Svar på frågor som inte längre ställs", Opened.AllText(copy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001\uFFFE <w:p/> ]]> \u202Eevil")]
    [InlineData("a\u030A\r\n\r\n=1+1\t👩‍👩‍👧‍👦")]
    public void WhenAnAnswerHoldsAnything_ThenTheCopyIsValid(string text)
    {
        var input = Input("ai");
        var answers = input.Submission.Answers.Select(a => a with { Value = text, Comment = text }).ToArray();
        var copy = AnswerCopy.Create(input with
        {
            Submission = input.Submission with { Answers = answers, Decision = input.Submission.Decision with { Responsible = text, DiaryNumber = text } },
            Body = input.Body with { Name = text },
        });
        Assert.Empty(Opened.Faults(copy));
    }

    [Theory]
    [InlineData("https://exempel.se/rapport?a=b&c=å", true)]
    [InlineData("javascript:alert(1)", false)]
    public void WhenAnAnswerHasEvidence_ThenTheCopyLinksToItIfItIsALink(string evidence, bool links)
    {
        var input = Input("access");
        var copy = AnswerCopy.Create(input with { Submission = input.Submission with { Answers = [input.Submission.Answers[0] with { Evidence = evidence }, .. input.Submission.Answers.Skip(1)] } });

        Assert.Empty(Opened.Faults(copy));
        Assert.Contains($"Länk till underlag: {evidence}", Opened.AllText(copy), StringComparison.Ordinal);
        Assert.Equal(links ? [new Uri(evidence)] : [], Opened.Word(copy, m => m.HyperlinkRelationships.Select(h => h.Uri).ToArray()));
    }

    [Fact]
    public void WhenOpened_ThenLanguageAndTitleAreTold()
    {
        var copy = AnswerCopy.Create(Input("access"));
        Assert.Equal("sv-SE", Opened.Word(copy, m => m.StyleDefinitionsPart!.Styles!.Descendants<Languages>().First().Val!.Value));
        Assert.Contains("2024", copy.Name, StringComparison.Ordinal);
    }

    private static AnswerCopyInput Input(string form)
    {
        var submission = CityAnswers.All().First(s => s.Form == form);
        return new AnswerCopyInput
        {
            Submission = submission,
            Form = Forms.All.Single(f => f.Key == form),
            Body = Exempelstad.Bodies.Single(b => b.Id == submission.Body),
            Receiver = "Exempelstad, Stadskontoret",
        };
    }
}
