using Arshjulet.Documents.Copies;
using Arshjulet.Documents.Tests.City;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace Arshjulet.Documents.Tests.Copies;

/// <summary>The copy that a body keeps says in words exactly what it handed in.</summary>
public class AnswerCopyTests
{
    [Fact]
    public void When_answers_are_copied_then_every_question_is_a_heading_with_its_answer_in_words()
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
    public void When_answers_are_copied_twice_then_the_bytes_are_the_same() =>
        Assert.Equal(AnswerCopy.Create(Input("ai")).Content, AnswerCopy.Create(Input("ai")).Content);

    [Fact]
    public void When_something_is_unanswered_then_the_copy_says_so()
    {
        var input = Input("ai");
        var copy = AnswerCopy.Create(input with { Submission = input.Submission with { Answers = [] } });
        Assert.Empty(Opened.Faults(copy));
        Assert.Contains("Inget svar.", Opened.AllText(copy), StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_form_no_longer_asks_then_the_answer_is_in_the_copy_all_the_same()
    {
        var input = Input("ai");
        var first = input.Form.Sections[0];
        var copy = AnswerCopy.Create(input with { Form = input.Form with { Sections = [first with { Questions = [first.Questions[0]] }] } });
        Assert.Contains("Svar på frågor som inte längre ställs", Opened.AllText(copy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\0\u0001\uFFFE <w:p/> ]]> \u202Eevil")]
    [InlineData("a\u030A\r\n\r\n=1+1\t👩‍👩‍👧‍👦")]
    public void When_an_answer_holds_anything_then_the_copy_is_valid(string text)
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
    public void When_an_answer_has_evidence_then_the_copy_links_to_it_if_it_is_a_link(string evidence, bool links)
    {
        var input = Input("access");
        var answers = input.Submission.Answers;
        var copy = AnswerCopy.Create(input with
        {
            Submission = input.Submission with { Answers = [answers[0] with { Evidence = evidence }, .. answers.Skip(1)] },
        });

        Assert.Empty(Opened.Faults(copy));
        Assert.Contains($"Länk till underlag: {evidence}", Opened.AllText(copy), StringComparison.Ordinal);
        Assert.Equal(links ? [new Uri(evidence)] : [], Opened.Word(copy, m => m.HyperlinkRelationships.Select(h => h.Uri).ToArray()));
    }

    [Fact]
    public void When_the_copy_is_opened_then_language_and_title_are_there()
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
