using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Hints;

/// <summary>What a hint is about. The words for all but the first stand in the resources.</summary>
public enum HintKind
{
    /// <summary>A rule of the form's: its own text.</summary>
    Rule,

    /// <summary>A text says word for word what it said last year.</summary>
    SameTextAsLastYear,

    /// <summary>Every statement of the form has last year's answer.</summary>
    SameAnswersAsLastYear,

    /// <summary>A voluntary question has no answer.</summary>
    VoluntaryUnanswered,
}

/// <summary>A hint that holds for a body's answers, and the question that it leads to.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where the respondent can change something.</param>
/// <param name="Text">A rule's own text; null for the others.</param>
/// <param name="Count">How many statements, for <see cref="HintKind.SameAnswersAsLastYear"/>; else 0.</param>
public sealed record FoundHint(HintKind Kind, Question Place, string? Text = null, int Count = 0);
