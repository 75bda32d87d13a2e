using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Compiling;

/// <summary>The managers' survey as a compilation takes it: only what may be shown.</summary>
public sealed record CompiledSurvey
{
    /// <summary>The form as it was asked.</summary>
    public required Form Form { get; init; }

    /// <summary>Names by key: of bodies, and of the small ones that are counted together.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>What may be shown; null while the survey is open.</summary>
    public SurveyResult? Result { get; init; }
}
