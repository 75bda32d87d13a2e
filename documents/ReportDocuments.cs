using Arshjulet.Documents.Appendices;
using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Report;

namespace Arshjulet.Documents;

/// <summary>A year's documents. Pure: the same input gives the same files, byte for byte, so that a version can be made again and compared.</summary>
public static class ReportDocuments
{
    /// <summary>Every document of a year, the report first.</summary>
    public static IReadOnlyList<ReportPart> Parts { get; } = Enum.GetValues<ReportPart>();

    /// <summary>Whether a year has a document: an appendix that its report names; the bodies' own texts when there are any.</summary>
    public static bool Has(ReportPart part, ReportInput input) => part switch
    {
        ReportPart.Report or ReportPart.Workbook or ReportPart.Figures => true,
        ReportPart.OwnAnswers => OwnAnswersAppendix.Any(input.Compilation),
        _ => input.Appendices.Any(a => a.Part == part),
    };

    /// <summary>One document. A document is made also when the year lacks a history, a review or every answer, and then says so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such part, or an appendix that the report does not name.</exception>
    public static DocumentFile Create(ReportPart part, ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return part switch
        {
            ReportPart.Report => ReportDocument.Create(input),
            ReportPart.SelfAssessment => SelfAssessmentAppendix.Create(input, Of(part)),
            ReportPart.SelfAssessmentBefore => SelfAssessmentBeforeAppendix.Create(input, Of(part)),
            ReportPart.SelfAssessmentOverYears => OverYearsAppendix.Create(input, Of(part)),
            ReportPart.MaturityLadder => MaturityLadderAppendix.Create(input, Of(part)),
            ReportPart.Review => ReviewAppendix.Create(input, Of(part)),
            ReportPart.OwnAnswers => OwnAnswersAppendix.Create(input),
            ReportPart.Workbook => YearWorkbook.Create(input),
            ReportPart.Figures => FiguresFile.Create(input),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No such document."),
        };

        Appendix Of(ReportPart which) => input.Appendices.FirstOrDefault(a => a.Part == which)
            ?? throw new ArgumentOutOfRangeException(nameof(part), part, "The report has no such appendix.");
    }
}
