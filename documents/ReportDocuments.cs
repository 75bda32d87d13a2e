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
            new(ReportPart.Report),
            .. input.Appendices.OrderBy(a => a.Number).Select(a => new ReportDocumentId(a.Part, a.Number)),
            .. OwnAnswersAppendix.Any(input.Compilation) ? new[] { new ReportDocumentId(ReportPart.OwnAnswers) } : [],
            new(ReportPart.Workbook),
            new(ReportPart.Figures),
        ];
    }

    /// <summary>One document. A document is made also when the year lacks a history, a review or every answer, and then says so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such document, or an appendix that the report does not name.</exception>
    public static DocumentFile Create(ReportDocumentId id, ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(input);
        return id.Part switch
        {
            ReportPart.Report => ReportDocument.Create(input),
            ReportPart.SelfAssessment => SelfAssessmentAppendix.Create(input, Appendix()),
            ReportPart.SelfAssessmentBefore => SelfAssessmentBeforeAppendix.Create(input, Appendix()),
            ReportPart.SelfAssessmentOverYears => OverYearsAppendix.Create(input, Appendix()),
            ReportPart.MaturityLadder => MaturityLadderAppendix.Create(input, Appendix()),
            ReportPart.Review => ReviewAppendix.Create(input, Appendix()),
            ReportPart.OwnAnswers => OwnAnswersAppendix.Create(input),
            ReportPart.Workbook => YearWorkbook.Create(input),
            ReportPart.Figures => FiguresFile.Create(input),
            _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such document."),
        };

        Appendix Appendix() => input.Appendices.FirstOrDefault(a => a.Part == id.Part && a.Number == id.Appendix)
            ?? throw new ArgumentOutOfRangeException(nameof(id), id, "The report has no such appendix.");
    }
}
