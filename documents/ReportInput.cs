using System.Text.Json.Serialization;
using Arshjulet.Documents.Packaging;
using Arshjulet.Documents.Tables;
using Arshjulet.Documents.Word;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents;

/// <summary>What a section has besides its text.</summary>
public enum ReportSectionKind
{
    Text,

    /// <summary>The self-assessment's table and chart.</summary>
    SelfAssessment,

    /// <summary>The proposals, by who decides.</summary>
    Decisions,

    /// <summary>The report's own file and its appendices.</summary>
    Documents,

    /// <summary>The three meetings and their dates.</summary>
    Meetings,

    /// <summary>The bodies that the decision is sent to, in order.</summary>
    Recipients,

    /// <summary>Who signs.</summary>
    Signatories,
}

/// <summary>A section of the report, in the order given.</summary>
/// <param name="Heading">Plain text.</param>
/// <param name="Level">1 to 4; a level that would skip one is raised to the nearest that does not.</param>
/// <param name="Kind">What comes after the text.</param>
/// <param name="Markdown">The office's text with the figures filled in; raw HTML in it is shown as text.</param>
public sealed record ReportSection(string Heading, int Level, ReportSectionKind Kind, string? Markdown);

/// <summary>One decision proposed.</summary>
/// <param name="Decider">Who decides.</param>
/// <param name="Proposer">Who proposes, as printed: "Kommunstyrelsens arbetsutskott".</param>
/// <param name="Conditional">Whether it is conditional on KF's decision.</param>
/// <param name="Text">The whole sentence.</param>
public sealed record Proposal(Decider Decider, string Proposer, bool Conditional, string Text);

/// <summary>An appendix; its file is called "Bilaga {Number} {Name}.docx".</summary>
/// <param name="Number">As the city counts them.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Form">Key of the form that it is about: the self-assessment's, or a review's.</param>
/// <param name="Name">As the city calls it.</param>
/// <param name="Question">Key of the question that a ladder's appendix is about; null for others.</param>
public sealed record Appendix(int Number, DocumentKind Kind, string Form, string Name, string? Question = null)
{
    /// <summary>In the list of appendices, at the appendix's head and as its file's name: "Bilaga 1 Sammanställning …".</summary>
    internal string Title => Fill.In(WordTexts.AppendixName, $"{Number}", PlainText.OneLine(Name));
}

/// <summary>Everything that a year's documents are made from, and nothing else.</summary>
public sealed record ReportInput
{
    public required Compilation Compilation { get; init; }
    public required YearPlan Plan { get; init; }

    /// <summary>As printed at the head: "Exempelstad".</summary>
    public required string City { get; init; }

    /// <summary>As printed at the head: "Stadskontoret".</summary>
    public required string Office { get; init; }

    /// <summary>The report's file name without ending.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<ReportSection> Sections { get; init; }
    public required IReadOnlyList<Proposal> Proposals { get; init; }
    public required IReadOnlyList<Appendix> Appendices { get; init; }

    /// <summary>Names of the bodies that the decision is sent to, in order.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The report's own diary number, or null while it isn't known.</summary>
    public string? DiaryNumber { get; init; }
}

/// <summary>One document of a year.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Appendix">The appendix's number; null for a document that is not one.</param>
public sealed record ReportDocumentId(DocumentKind Kind, int? Appendix = null);

/// <summary>What a document shows. It is stored by its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentKind>))]
public enum DocumentKind
{
    Report,

    /// <summary>Appendix: this year's self-assessment, category by category.</summary>
    SelfAssessment,

    /// <summary>Appendix: the self-assessment of the year before.</summary>
    SelfAssessmentBefore,

    /// <summary>Appendix: the self-assessment as a whole, the first year it is known and this year.</summary>
    SelfAssessmentOverYears,

    /// <summary>Appendix: the step of a review's ladder that each body says it has reached.</summary>
    MaturityLadder,

    /// <summary>Appendix: a review's statements, this year and the last time it was made.</summary>
    Review,

    /// <summary>The bodies' own texts; made only when there are any.</summary>
    OwnAnswers,
    Workbook,
    Figures,
}
