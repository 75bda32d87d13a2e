using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Answers;

/// <summary>Who else is answering right now, in words.</summary>
internal static class PresenceWords
{
    /// <summary>"Samordnare för intern kontroll svarar också just nu."; empty if nobody is.</summary>
    public static string Sentence(IReadOnlyList<string> others) =>
        others.Count == 0 ? "" : Text.With(AnswerTexts.AlsoHere, Upper(Swedish.List(others)));

    private static string Upper(string text) => char.ToUpper(text[0], Swedish.Culture) + text[1..];
}
