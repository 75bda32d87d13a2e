using Arshjulet.Documents.Appendices;
using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Report;

namespace Arshjulet.Documents;

/// <summary>A year's documents. Pure: the same input gives the same files, byte for byte, so that a version can be made again and compared.</summary>
public static class ReportDocuments
{
    /// <summary>Every document of a year: the report, its appendices by number, the bodies' own texts when there are any, and the figures.</summary>
    public static IReadOnlyList<ReportDocumentId> Of(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return
        [
            new(DocumentKind.Report),
            .. input.Appendices.OrderBy(a => a.Number).Select(a => new ReportDocumentId(a.Kind, a.Number)),
            .. OwnAnswersAppendix.Any(input.Compilation) ? new[] { new ReportDocumentId(DocumentKind.OwnAnswers) } : [],
            new(DocumentKind.Workbook),
            new(DocumentKind.Figures),
        ];
    }

    /// <summary>One document. A document is made also when the year lacks a history, a review or every answer, and then says so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such document, or an appendix that the report does not name.</exception>
    public static DocumentFile Create(ReportDocumentId id, ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(input);
        return id.Kind switch
        {
            DocumentKind.Report => ReportDocument.Create(input),
            DocumentKind.SelfAssessment => SelfAssessmentAppendix.Create(input, Appendix()),
            DocumentKind.SelfAssessmentBefore => SelfAssessmentBeforeAppendix.Create(input, Appendix()),
            DocumentKind.SelfAssessmentOverYears => OverYearsAppendix.Create(input, Appendix()),
            DocumentKind.MaturityLadder => MaturityLadderAppendix.Create(input, Appendix()),
            DocumentKind.Review => ReviewAppendix.Create(input, Appendix()),
            DocumentKind.OwnAnswers => OwnAnswersAppendix.Create(input),
            DocumentKind.Workbook => YearWorkbook.Create(input),
            DocumentKind.Figures => FiguresFile.Create(input),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such document."),
        };

        Appendix Appendix() => input.Appendices.FirstOrDefault(a => a.Kind == id.Kind && a.Number == id.Appendix)
            ?? throw new ArgumentOutOfRangeException(nameof(id), id, "The report has no such appendix.");
    }
}
