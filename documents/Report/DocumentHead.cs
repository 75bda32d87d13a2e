using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Report;

/// <summary>How each of a year's Word documents begins and ends: sender, title, particulars, and the fingerprint in the footer.</summary>
internal static class DocumentHead
{
    private const int FingerprintShown = 16;

    /// <summary>A document with its sender and title.</summary>
    public static WordDocument Start(ReportInput input, string title, bool landscape = false)
    {
        var properties = new DocumentProperties(title, $"{input.City}, {input.Office}", input.Plan.Dates.Ksau.Date);
        var document = new WordDocument(properties, Fill.In(WordTexts.FooterFingerprint, Fingerprint(input)), landscape);
        document.Paragraph(WordStyle.Sender, [WordText.Run(PlainText.OneLine(input.City), bold: true)]);
        document.Paragraph(WordStyle.Sender, input.Office);
        document.Title(PlainText.OneLine(title));
        return document;
    }

    /// <summary>An appendix with its title and particulars.</summary>
    public static WordDocument StartAppendix(ReportInput input, string title, bool landscape = false)
    {
        var document = Start(input, title, landscape);
        document.Particular(WordTexts.Belongs, input.Plan.Title);
        Particulars(document, input);
        return document;
    }

    /// <summary>The particulars that every document of the year has.</summary>
    public static void Particulars(WordDocument document, ReportInput input)
    {
        document.Particular(WordTexts.Date, Swedish.Date(input.Plan.Dates.Ksau.Date));
        if (!string.IsNullOrWhiteSpace(input.DiaryNumber))
        {
            document.Particular(WordTexts.DiaryNumber, input.DiaryNumber);
        }
    }

    private static string Fingerprint(ReportInput input) =>
        input.Compilation.Fingerprint[..Math.Min(FingerprintShown, input.Compilation.Fingerprint.Length)];
}
