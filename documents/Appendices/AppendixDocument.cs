using Arshjulet.Documents.Report;
using Arshjulet.Documents.Word;

namespace Arshjulet.Documents.Appendices;

/// <summary>How an appendix begins.</summary>
internal static class AppendixDocument
{
    public static WordDocument Start(ReportInput input, string title, bool landscape = false)
    {
        var document = DocumentHead.Start(input, title, landscape);
        document.Particular(WordTexts.Belongs, input.Plan.Title);
        DocumentHead.Particulars(document, input);
        return document;
    }
}
