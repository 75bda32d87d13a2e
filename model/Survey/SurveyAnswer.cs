namespace Arshjulet.Model.Survey;

/// <summary>What one manager sent, before it is added to the sums.</summary>
/// <param name="Values">Question → step chosen.</param>
/// <param name="Texts">Question → free text; kept apart from the values.</param>
public sealed record SurveyAnswer(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Longest free text, in UTF-16 units: a few sentences are enough to describe a difficulty, and leave less room to name people.</summary>
    public const int MaxTextLength = 2_000;

    public bool IsEmpty => Values.Count == 0 && Texts.Count == 0;
}
