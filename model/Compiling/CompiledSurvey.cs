using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;

namespace Arshjulet.Model.Compiling;

/// <summary>The managers' survey as a compilation takes it: as far as it may be shown, and no further.</summary>
public sealed record CompiledSurvey
{
    /// <summary>The form as it was asked.</summary>
    public required Form Form { get; init; }

    /// <summary>The names of the result's parts, by key: bodies, and the small ones together.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>What may be shown; null while the survey is open, and so nothing is said of it.</summary>
    public SurveyResult? Result { get; init; }
}
