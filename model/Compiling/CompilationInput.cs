using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Model.Compiling;

/// <summary>Everything that a compilation is made from, and nothing else: the same input gives the same figures.</summary>
public sealed record CompilationInput
{
    public required YearPlan Plan { get; init; }

    /// <summary>The year's forms in order: the self-assessment, then the decided reviews'.</summary>
    public required IReadOnlyList<Form> Forms { get; init; }

    /// <summary>Everyone who was asked, in order.</summary>
    public required IReadOnlyList<Body> Bodies { get; init; }

    /// <summary>At most one for a body and form: the one in force.</summary>
    public required IReadOnlyList<Submission> Submissions { get; init; }

    public required IReadOnlyList<FormHistory> History { get; init; }

    /// <summary>The managers' survey with small groups already hidden, or null where the year has none.</summary>
    public CompiledSurvey? Survey { get; init; }

    /// <summary>Each body with each form that it was asked.</summary>
    public IEnumerable<(Body Body, Form Form)> Asked() => Bodies.SelectMany(b => Forms.Where(f => f.IsFor(b)).Select(f => (b, f)));
}
