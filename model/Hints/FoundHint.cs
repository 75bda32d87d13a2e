using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Hints;

/// <summary>What a hint is about. The sentences for all but the first are in the app's texts.</summary>
public enum HintKind
{
    /// <summary>A rule of the form, with its own text.</summary>
    Rule,

    /// <summary>A text is word for word the same as last year.</summary>
    SameTextAsLastYear,

    /// <summary>Every statement of the form has last year's answer.</summary>
    SameAnswersAsLastYear,

    /// <summary>A voluntary question has no answer.</summary>
    VoluntaryUnanswered,
}

/// <summary>A hint that applies to a body's answers, and the question that it links to.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where the respondent can change something.</param>
/// <param name="Text">A rule's own text; null for the others.</param>
/// <param name="Count">How many statements, for <see cref="HintKind.SameAnswersAsLastYear"/>; else 0.</param>
public sealed record FoundHint(HintKind Kind, Question Place, string? Text = null, int Count = 0);
