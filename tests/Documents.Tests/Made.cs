namespace Arshjulet.Documents.Tests;

/// <summary>A year's documents by what they show.</summary>
internal static class Made
{
    /// <summary>The first document that shows this; made also where the year would leave it out.</summary>
    public static DocumentFile Of(DocumentKind kind, ReportInput input) =>
        ReportDocuments.Create(ReportDocuments.Of(input).FirstOrDefault(d => d.Kind == kind) ?? new ReportDocumentId(kind), input);
}
