using Arshjulet.Documents.Texts;
using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Texts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Arshjulet.Documents.Tests.Copies;

/// <summary>A body's own text keeps its headings, paragraphs and lists in the appendix, and nothing else that was in it.</summary>
public class OwnTextTests
{
    [Fact]
    public void When_a_text_has_headings_paragraphs_and_lists_then_they_are_those_blocks()
    {
        var blocks = OwnText.Parse("## Nycklar\n\nFörsta **fet** och *kursiv*.\n\n- ett\n- två\n    - inre\n\n3. tre\n4. fyra\n\n### Bedömning\nRimligt.");

        Assert.Equal([1, 2], blocks.OfType<TextHeading>().Select(h => h.Rank));
        Assert.Contains(new TextRun("fet", Bold: true), blocks.OfType<TextParagraph>().First().Runs);
        var lists = blocks.OfType<TextList>().ToArray();
        Assert.Equal([null, 3], lists.Select(l => l.First));
        Assert.Contains(lists[0].Items[1], b => b is TextList);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Se <b onclick=x>här</b> & <img src=x onerror=y>")]
    public void When_a_text_holds_HTML_then_it_is_shown_as_the_text_it_is(string text) => Assert.Equal(text, Plain(OwnText.Parse(text)));

    [Fact]
    public void When_a_text_holds_a_link_then_it_is_its_words_and_its_address() =>
        Assert.Equal(
            "Se rapporten (https://x.se/a) och mer (javascript:alert(1)).",
            Plain(OwnText.Parse("Se [rapporten](https://x.se/a) och [mer](javascript:alert(1)).")));

    [Theory]
    [InlineData("~~~ Avsnitt 1 ~~~")]
    [InlineData("```Beslut 12\nText i beslutet.\n```\nEfter.")]
    [InlineData("```\nkod\n```")]
    [InlineData("Skriv `kod` här")]
    [InlineData("    fyra blanksteg före")]
    [InlineData("![en bild](https://x.se/a.png)")]
    [InlineData("[en länk](https://x.se \"med titel\")")]
    [InlineData("<https://x.se>")]
    [InlineData("&copy; &#169; AT&T")]
    [InlineData("##")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData("> ")]
    [InlineData("2*3*4 = 24")]
    public void When_a_text_holds_other_signs_than_ours_then_they_are_shown_as_they_were_typed(string text) =>
        Assert.Equal(text.Trim().ReplaceLineEndings(" "), Plain(OwnText.Parse(text)));

    [Theory]
    [InlineData("3. tre\n4. fyra", "3")]
    [InlineData("1. ett\n1. två\n1. tre", "1")]
    [InlineData("1. ett\n3. tre\n4. fyra", "1 3")]
    [InlineData("7) sju\n\n9) nio", "7 9")]
    public void When_numbers_are_written_before_items_then_lists_begin_with_them(string text, string firsts) =>
        Assert.Equal(firsts, string.Join(' ', OwnText.Parse(text).OfType<TextList>().Select(l => l.First)));

    [Fact]
    public void When_a_number_is_larger_than_a_list_can_have_then_it_is_text() => Assert.Equal("12345.\nStora tal", Plain(OwnText.Parse("12345. Stora tal")));

    [Fact]
    public void When_an_item_between_others_is_empty_then_the_others_keep_their_numbers()
    {
        var list = Assert.IsType<TextList>(Assert.Single(OwnText.Parse("1. ett\n2.\n3. tre")));

        Assert.Equal((1, 3), (list.First, list.Items.Count));
    }

    /// <summary>Words between all signs that Markdown gives a meaning, in any order.</summary>
    [Property(MaxTest = 2_000)]
    public Property Whatever_is_written_every_letter_is_shown_once_and_in_its_order() => Prop.ForAll(
        Gen.Elements(
            "ord", "Beslut", "12", "åäö", "x1", " ", " ", "\n", "\n\n", "\n    ", "\n- ", "\n1. ", "\n7) ", "\n> ", "\n# ",
            "\n###", "\n---\n", "\n===\n", "~~~", "```", "`", "*", "**", "_", "[", "]", "(", ")", "](", "[a]: /b", "!", "<", ">", "<b>", "&amp;", "&#65;", "\\",
            "|", "+", "\t", ":", "\"", "<!--", "-->", "<script>", "http://x.se", "<http://y.se>")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text => Assert.Equal(Letters(CleanText.From(text)), Letters(Plain(OwnText.Parse(text)))));

    [Fact]
    public void When_a_text_is_nested_too_deeply_to_be_parsed_then_it_is_shown_as_it_was_typed()
    {
        var text = new string('>', 5_000) + " A & B [1]: x";

        Assert.Equal(text, Plain(OwnText.Parse(text)));
    }

    [Fact]
    public void When_nothing_is_written_then_there_is_nothing() => Assert.Empty(OwnText.Parse(" \n\n "));

    [Fact]
    public void When_only_signs_are_written_then_there_are_no_empty_headings_or_lists() =>
        Assert.All(OwnText.Parse("# \n\n##\n\n> \n\n-\n\n```\n```"), b => Assert.NotEmpty(Assert.IsType<TextParagraph>(b).Runs));

    [Fact]
    public void When_a_text_holds_link_definitions_and_lines_of_hyphens_then_they_stay_where_they_were_written()
    {
        var blocks = OwnText.Parse("Först.\n\n[1]: https://exempel.se/rapport\n\nSedan [1].\n\n---\n\n- punkt\n\n***\n\n[2]: https://exempel.se \"Bilaga\"");

        Assert.Equal(
            "Först.\n[1]: https://exempel.se/rapport\nSedan [1].\n---\npunkt\n***\n[2]: https://exempel.se \"Bilaga\"",
            Plain(blocks));
    }

    public static TheoryData<string> Hostile() =>
    [
        new string('>', 5_000), new string('[', 30_000), new string('*', 30_000), string.Concat(Enumerable.Repeat("- ", 2_000)) + "djupt",
        "\0\u0001\uFFFE &#0;&#1; <w:p/> ]]>", "ensam \uD800", "99999999999. stort\n\n-1. minus", "# a\n###### b\n\n    indraget\n\n> citat\n>\n> 1. i citat",
    ];

    [Theory, MemberData(nameof(Hostile))]
    public void Any_text_leaves_the_appendix_valid(string text)
    {
        var file = Made.Of(DocumentKind.OwnAnswers, Report(text));
        Assert.Empty(Opened.Faults(file));
    }

    [Fact]
    public void When_bodies_have_handed_in_texts_then_they_are_under_the_review_and_the_body()
    {
        var input = Report("# Resultat\n\n## Kontroll\n\nStickprov görs.");
        var headings = Opened.Headings(Made.Of(DocumentKind.OwnAnswers, input));

        var body = Exempelstad.Bodies[2].Name;
        Assert.Equal([(1, Forms.All.First(f => f.Key == "ai").Title), (2, body), (3, "Resultat"), (4, "Kontroll")], headings.Take(4));
        Assert.Contains(new ReportDocumentId(DocumentKind.OwnAnswers), ReportDocuments.Of(input));
    }

    [Fact]
    public void When_nobody_has_handed_in_a_text_then_the_year_has_no_such_document() =>
        Assert.DoesNotContain(new ReportDocumentId(DocumentKind.OwnAnswers), ReportDocuments.Of(Exempelstad.Report()));

    /// <summary>The AI review's free texts are the bodies' own texts.</summary>
    private static ReportInput Report(string text)
    {
        var input = Exempelstad.Input(s => s.Body == Exempelstad.Bodies[2].Id);
        var forms = input.Forms.Select(f => f.Key != "ai" ? f : f with
        {
            Sections = [.. f.Sections.Select(s => s with { Questions = [.. s.Questions.Select(AsOwnText)] })],
        }).ToArray();
        var texts = forms.Single(f => f.Key == "ai").Sections.SelectMany(s => s.Questions)
            .Where(q => q.Format == TextFormat.Markdown)
            .Select(q => q.Key)
            .ToHashSet();
        Assert.NotEmpty(texts);
        return Exempelstad.Report(input with
        {
            Forms = forms,
            Submissions = [.. input.Submissions.Select(s => s.Form != "ai" ? s : s with { Answers = [.. s.Answers.Select(Answered)] })],
        });

        Question AsOwnText(Question question) => question.Kind == QuestionKind.Text ? question with { Format = TextFormat.Markdown } : question;

        Answer Answered(Answer answer) => texts.Contains(answer.Question) ? answer with { Value = text.Replace('\uD800', '?') } : answer;
    }

    private static string Plain(IEnumerable<TextBlock> blocks) => string.Join('\n', blocks.SelectMany(Lines));

    private static IEnumerable<string> Lines(TextBlock block) => block switch
    {
        TextHeading heading => [Line(heading.Runs)],
        TextParagraph paragraph => [Line(paragraph.Runs)],
        TextList list => list.Items.SelectMany(i => i.SelectMany(Lines)).Prepend(list.First is { } number ? $"{number}." : "").Where(l => l.Length > 0),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "No such block in a body's own text."),
    };

    private static string Line(IEnumerable<TextRun> runs) => string.Concat(runs.Select(r => r.Text));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));
}
