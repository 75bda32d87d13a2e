using Arshjulet.Model.Bodies;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Compiling;

/// <summary>How much a body has submitted when the year is compiled.</summary>
public enum ReturnState
{
    /// <summary>Every form is submitted.</summary>
    Complete,

    /// <summary>Some forms are submitted.</summary>
    Partial,

    /// <summary>None is submitted.</summary>
    Missing,

    /// <summary>None is submitted, and the body need not answer.</summary>
    Exempt,
}

/// <summary>A submission that the figures are made from.</summary>
public sealed record SubmissionRef
{
    public required string Body { get; init; }
    public required string Form { get; init; }
    public required int Sequence { get; init; }

    /// <summary>The receipt's fingerprint.</summary>
    public required string Fingerprint { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Whether it came after the deadline's day.</summary>
    public required bool Late { get; init; }

    /// <summary>The body's own decision in a few words: "2024-11-21 § 112, KN-2024-318" or "delegation 2024-11-21".</summary>
    public required string Decision { get; init; }
}

/// <summary>One body's return.</summary>
public sealed record BodyReturn(Body Body, ReturnState State, IReadOnlyList<SubmissionRef> Submissions, IReadOnlyList<string> MissingForms);

/// <summary>What one body answered to one question.</summary>
public sealed record BodyValue(string Body, string? Value, string? Comment, string? Evidence = null);

/// <summary>One question's figures; over all items where it is asked of items.</summary>
public sealed record QuestionFigures
{
    /// <summary>The question's key, without an item in front.</summary>
    public required string Key { get; init; }
    public required string Text { get; init; }
    public string? Group { get; init; }
    public required QuestionKind Kind { get; init; }

    /// <summary>How a free text is written.</summary>
    public TextFormat Format { get; init; }

    /// <summary>Null for free text.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>
    /// The answer of each body that has submitted, in the bodies' order; null where it left the question empty. Empty for questions about items.
    /// </summary>
    public required IReadOnlyList<BodyValue> ByBody { get; init; }
}

/// <summary>One tested service, sampled page, document or film.</summary>
public sealed record ItemFigures(
    string Key, string Name, string Body, Distribution Distribution, ScaleStep? Worst, IReadOnlyDictionary<string, BodyValue> Answers);

/// <summary>A section's figures.</summary>
public sealed record SectionFigures
{
    public required string Key { get; init; }
    public required string Title { get; init; }

    /// <summary>The sum of the section's statements, one distribution for each scale.</summary>
    public required IReadOnlyList<Distribution> Totals { get; init; }
    public required IReadOnlyList<QuestionFigures> Questions { get; init; }

    /// <summary>Null for an ordinary section.</summary>
    public IReadOnlyList<ItemFigures>? Items { get; init; }
}

/// <summary>A form's figures, over its submissions.</summary>
public sealed record FormFigures
{
    public required string Key { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }

    /// <summary>Bodies whose submission is counted.</summary>
    public required int Respondents { get; init; }

    /// <summary>The sum of all statements of the form's ordinary sections, one distribution for each scale.</summary>
    public required IReadOnlyList<Distribution> Totals { get; init; }
    public required IReadOnlyList<SectionFigures> Sections { get; init; }
    public required IReadOnlyDictionary<string, Scale> Scales { get; init; }

    /// <summary>Earlier years, oldest first.</summary>
    public required IReadOnlyList<FormHistory> History { get; init; }

    /// <summary>The statements of the form's ordinary sections, in order.</summary>
    public IEnumerable<QuestionFigures> Statements =>
        Sections.Where(s => s.Items is null).SelectMany(s => s.Questions).Where(q => q.Kind == QuestionKind.Statement);
}

/// <summary>A figure with a name that a text may use: <c>{{access.ja.spann}}</c>.</summary>
/// <param name="Name">Keys and suffix with dots between; unique in the compilation.</param>
/// <param name="Text">As prose prints it.</param>
/// <param name="Count">The count behind it, where there is one.</param>
/// <param name="N">The denominator, where there is one.</param>
/// <param name="Percent">Whole percent, where it is a share.</param>
public sealed record Figure(string Name, string Text, int? Count = null, int? N = null, int? Percent = null);

/// <summary>Every figure of a year, from a stated set of submissions.</summary>
public sealed record Compilation
{
    public required int Year { get; init; }
    public required IReadOnlyList<BodyReturn> Returns { get; init; }
    public required IReadOnlyList<FormFigures> Forms { get; init; }

    /// <summary>The managers' survey, or null where the year has none or it has not closed.</summary>
    public CompiledSurvey? Survey { get; init; }

    /// <summary>In the order they were made; names are unique.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>
    /// SHA-256 in hex over the submissions' fingerprints, the survey's shown figures and every figure. Two compilations of the same input have the same
    /// fingerprint.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The form's figures by key, or null if the year does not have the form.</summary>
    public FormFigures? Form(string key) => Forms.FirstOrDefault(f => f.Key == key);
}
