using Arshjulet.Documents.Appendices;
using Arshjulet.Documents.Excel;
using Arshjulet.Documents.Report;
using Arshjulet.Model.Compiling;

namespace Arshjulet.Documents;

/// <summary>A year's documents. Pure: the same input gives the same files, byte for byte, so that a version can be made again and compared.</summary>
public static class ReportDocuments
{
    /// <summary>Every document of a year, the report first.</summary>
    public static IReadOnlyList<ReportPart> Parts { get; } = Enum.GetValues<ReportPart>();

    /// <summary>Whether a year has anything to put in a document. A list of texts that nobody wrote is no document.</summary>
    public static bool Has(ReportPart part, Compilation compilation) => part != ReportPart.OwnAnswers || OwnAnswersAppendix.Any(compilation);

    /// <summary>One document. What the year lacks (a history, a review, every answer) is said in it; it is made all the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such part.</exception>
    public static DocumentFile Create(ReportPart part, ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = input.AppendixPlan ?? AppendixPlan.For(input.Compilation, input.Plan);
        return part switch
        {
            ReportPart.Report => ReportDocument.Create(input),
            ReportPart.SelfAssessment => SelfAssessmentAppendix.Create(input, plan),
            ReportPart.SelfAssessmentBefore => SelfAssessmentBeforeAppendix.Create(input, plan),
            ReportPart.SelfAssessmentOverYears => OverYearsAppendix.Create(input, plan),
            ReportPart.MaturityLadder => MaturityLadderAppendix.Create(input, plan),
            ReportPart.Access => AccessAppendix.Create(input, plan),
            ReportPart.OwnAnswers => OwnAnswersAppendix.Create(input),
            ReportPart.Workbook => YearWorkbook.Create(input),
            ReportPart.Figures => FiguresFile.Create(input),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No such document."),
        };
    }
}
