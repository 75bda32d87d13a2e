using Arshjulet.Documents.Tests.City;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Texts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Arshjulet.Documents.Tests;

/// <summary>No text, however odd or hostile, breaks a document or becomes anything but text in it.</summary>
public class HostileTextTests
{
    /// <summary>What may be in any name, heading, answer or comment.</summary>
    private static readonly string[] Anything =
    [
        "\0\u0001\u0008\u000B\u001F\u007F\uFFFE\uFFFF",
        "ensam \uD800 och \uDC00",
        "<w:p/> & <script>alert(1)</script> ]]> <!-- -->",
        new string('å', 30_000),
        string.Concat(Enumerable.Repeat("ord ", 7_500)),
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "שלום עולם \u202Eevil\u202C",
        "a\u030A a\u0308 o\u0308",
        "=1+1",
        "_x000D_",
        "  blank  ",
        "\r\n\r\n\t",
        "",
    ];

    /// <summary>What a Markdown text may hold besides.</summary>
    private static readonly string[] Markup =
    [
        "&#0;&#1;&#xFFFF;&lt;b&gt;",
        new string('>', 5_000),
        new string('[', 30_000),
        new string('*', 30_000),
        string.Concat(Enumerable.Repeat("- ", 2_000)) + "djupt",
        "| a | b |\n|---|---|\n| `x|y` | <br> |",
        "![bild](https://exempel.se/x.png)",
        "[x](javascript:alert(1)) [y](file:///etc/passwd) [z](../hem) <https://exempel.se> <info@exempel.se>",
        "[a [b](https://b.se) c](https://a.se)",
        "[](https://tom.se)",
        "[lång](https://exempel.se/" + new string('a', 5_000) + ")",
        "# \n\n##\n\n> \n\n1.\n\n-\n\n```\nkod\n```\n\n---",
    ];

    /// <summary>As an answer keeps it: half a surrogate pair can't be encoded, so cleaning has replaced it, and a receipt's fingerprint refuses it.</summary>
    private static string Stored(string text) => string.Concat(text.EnumerateRunes());

    public static TheoryData<string> Plain() => [.. Anything];

    public static TheoryData<string> Texts() => [.. Anything, .. Markup];

    [Theory, MemberData(nameof(Texts))]
    public void Any_text_in_a_letter_leaves_the_document_valid(string text) => Assert.Empty(Opened.Faults(MarkdownDocument.Create("brev", text, text)));

    [Theory, MemberData(nameof(Plain))]
    public void Any_text_anywhere_leaves_every_document_valid(string text)
    {
        var input = Spoiled(text);
        Assert.All(Enum.GetValues<DocumentKind>(), p => Assert.Empty(Opened.Faults(Made.Of(p, input))));
    }

    [Property(MaxTest = 60)]
    public void Any_text_is_taken_as_it_is(string? text)
    {
        var file = MarkdownDocument.Create("brev", "Titel", text ?? "");
        Assert.Empty(Opened.Faults(file));
        Assert.Equal(file.Content, MarkdownDocument.Create("brev", "Titel", text ?? "").Content);
    }

    [Property(MaxTest = 300)]
    public void Cleaning_leaves_only_what_XML_can_hold(string? text)
    {
        var clean = CleanText.From(text);
        System.Xml.XmlConvert.VerifyXmlChars(clean);
        Assert.Equal(clean, CleanText.From(clean));
    }

    [Fact]
    public void Raw_HTML_is_shown_as_text()
    {
        var text = Opened.AllText(MarkdownDocument.Create("brev", "Titel", "<b>fet</b> och <script>x()</script>\n\n<div>ruta</div>"));
        Assert.Contains("<b>fet</b> och <script>x()</script>", text, StringComparison.Ordinal);
        Assert.Contains("<div>ruta</div>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_lead_only_to_the_web_and_to_mailboxes()
    {
        var file = MarkdownDocument.Create("brev", "Titel", "[a](https://a.se) [b](javascript:x) [c](mailto:c@c.se) [d](file:///x) [e](/rot) [f](http://f.se)");
        using var word = WordprocessingDocument.Open(new MemoryStream(file.Content), false);
        Assert.Equal(["https://a.se/", "mailto:c@c.se", "http://f.se/"], word.MainDocumentPart!.HyperlinkRelationships.Select(h => h.Uri.AbsoluteUri));
        Assert.Contains("b (javascript:x)", word.MainDocumentPart.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_text_repeats_its_title_then_it_is_printed_once()
    {
        var paragraphs = Opened.Paragraphs(MarkdownDocument.Create("Anvisning", "Anvisning 2024", "# Anvisning 2024\n\n## Så gör du\n\nSvara."));
        Assert.Equal([("Title", "Anvisning 2024"), ("Heading1", "Så gör du"), ("Normal", "Svara.")], paragraphs);
    }

    [Fact]
    public void Headings_of_one_rank_are_siblings_whatever_level_the_text_begins_at() => Assert.Equal(
        [(1, "a"), (1, "b"), (2, "c"), (1, "d")], Opened.Headings(MarkdownDocument.Create("brev", "Titel", "## a\n\n## b\n\n#### c\n\n## d")));

    [Fact]
    public void Emphasis_lists_and_quotes_are_real()
    {
        var file = MarkdownDocument.Create("brev", "Titel", "**fet** *kursiv*\n\n- punkt\n  1. siffra\n\n> citat");
        Assert.Equal(["Title", "Normal", "ListBullet", "ListNumber", "Quote"], Opened.Paragraphs(file).Select(p => p.Style));
        Assert.True(Opened.Word(file, main => main.Document!.Descendants<Bold>().Any() && main.Document!.Descendants<Italic>().Any()));
    }

    [Theory]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.docx")]
    [InlineData("", "dokument.docx")]
    [InlineData("..", "dokument.docx")]
    [InlineData("Brev.docx", "Brev.docx")]
    public void File_names_are_safe(string name, string expected) => Assert.Equal(expected, MarkdownDocument.Create(name, "Titel", "").Name);

    /// <summary>The city with one text wherever people write.</summary>
    private static ReportInput Spoiled(string text)
    {
        var sound = Exempelstad.Input();
        var input = sound with
        {
            Bodies = [.. sound.Bodies.Select(b => b with { Name = text, Exempt = b.Exempt is null ? null : text })],
            Forms = [.. sound.Forms.Select(f => f with
            {
                Title = text,
                Sections = [.. f.Sections.Select(s => s with { Title = text, Questions = [.. s.Questions.Select(q => q with { Text = text, Group = text })] })],
                Scales = f.Scales.ToDictionary(s => s.Key, s => s.Value with { Steps = [.. s.Value.Steps.Select(x => x with { Label = text })] }),
            })],
            Submissions = [.. sound.Submissions.Take(9).Select(s => s with { Answers = [.. s.Answers.Select(WithText)] })],
            History = [.. sound.History.Select(h => h with { Source = text })],
        };

        Answer WithText(Answer answer) => answer with { Comment = Stored(text), Value = answer.Question == "hur" ? Stored(text) : answer.Value };

        return Exempelstad.Report() with
        {
            Compilation = Compiler.Compile(input),
            City = text,
            Office = text,
            FileName = text,
            DiaryNumber = text,
            Recipients = [text],
            Appendices = [.. Exempelstad.Report().Appendices.Select(a => a with { Name = text })],
            Proposals = [new Proposal(Model.Years.Decider.Kf, text, true, text)],
            Sections = [.. Enum.GetValues<ReportSectionKind>().Select(k => new ReportSection(text, 1, k, text))],
        };
    }
}
