using Arshjulet.Model.Compiling;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents;

/// <summary>What a section holds beside its text.</summary>
public enum ReportSectionKind
{
    Text,

    /// <summary>The proposals, by who decides.</summary>
    Decisions,

    /// <summary>The report's own file and its appendices.</summary>
    Underlag,

    /// <summary>The three meetings and their dates.</summary>
    Planering,

    /// <summary>Who is sent the decision, in order.</summary>
    Mottagare,

    /// <summary>Who signs.</summary>
    Ansvariga,
}

/// <summary>A section of the report, in the order given.</summary>
/// <param name="Heading">Plain text.</param>
/// <param name="Level">1 to 4; a level that would skip one is raised to the nearest that does not.</param>
/// <param name="Kind">What stands after the text.</param>
/// <param name="Markdown">The office's text with the figures filled in; raw HTML in it is shown as text.</param>
public sealed record ReportSection(string Heading, int Level, ReportSectionKind Kind, string? Markdown);

/// <summary>One decision proposed.</summary>
/// <param name="Decider">Who decides.</param>
/// <param name="Proposer">Who proposes, as printed: "Kommunstyrelsens arbetsutskott".</param>
/// <param name="Conditional">Whether it stands under condition of KF's decision.</param>
/// <param name="Text">The whole sentence.</param>
public sealed record Proposal(Decider Decider, string Proposer, bool Conditional, string Text);

/// <summary>An appendix; its file is called "Bilaga {Number} {Name}.docx".</summary>
public sealed record Appendix(int Number, string Name);

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

    /// <summary>Names of who is sent the decision, in order.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The report's own diary number, or null while it isn't known.</summary>
    public string? DiaryNumber { get; init; }

    /// <summary>Which forms the appendices are about; null resolves them from the compilation by <see cref="AppendixPlan.For"/>.</summary>
    public AppendixPlan? AppendixPlan { get; init; }
}

/// <summary>One document of a year.</summary>
public enum ReportPart
{
    Report,
    SelfAssessment,
    SelfAssessmentBefore,
    SelfAssessmentOverYears,
    MaturityLadder,
    Access,

    /// <summary>The texts that bodies have handed in beside the form's questions; made only when there are any.</summary>
    OwnAnswers,
    Workbook,
    Figures,
}
