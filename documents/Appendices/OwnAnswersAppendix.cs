using Arshjulet.Documents.Report;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Texts;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Appendices;

/// <summary>The bodies' own texts with their own headings, review by review.</summary>
internal static class OwnAnswersAppendix
{
    public static bool Any(Compilation compilation) => compilation.Forms.Any(f => TextsOf(f).Any());

    public static DocumentFile Create(ReportInput input)
    {
        var title = Fill.In(WordTexts.OwnAnswersTitle, $"{input.Compilation.Year}");
        var document = DocumentHead.StartAppendix(input, title);
        if (!Any(input.Compilation))
        {
            document.Heading(1, WordTexts.OwnAnswersHeading);
            document.Paragraph(WordTexts.OwnAnswersNone);
            return document.ToFile(title);
        }

        document.Paragraph(WordTexts.OwnAnswersIntro);
        var names = input.Compilation.Returns.ToDictionary(r => r.Body.Id, r => r.Body.Name);
        foreach (var form in input.Compilation.Forms.Where(f => TextsOf(f).Any()))
        {
            document.Heading(1, form.Title);
            foreach (var body in TextsOf(form).GroupBy(t => t.Body))
            {
                document.Heading(2, names[body.Key]);
                foreach (var text in body)
                {
                    WordBlocks.Append(document, OwnText.Parse(text.Value));
                }
            }
        }

        return document.ToFile(title);
    }

    private static IEnumerable<BodyValue> TextsOf(FormFigures form) => form.Sections
        .Where(s => s.Items is null)
        .SelectMany(s => s.Questions)
        .Where(q => q.Format == TextFormat.Markdown)
        .SelectMany(q => q.ByBody)
        .Where(v => v.Value is not null);
}
