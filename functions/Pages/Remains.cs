using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Pages;

/// <summary>What remains of a form, in words: pages and reminders say it alike.</summary>
public static class Remains
{
    /// <summary>The same as a sentence of its own.</summary>
    public static string Sentence(Remaining remaining) => Capital(InWords(remaining));

    /// <summary>What remains of one item: "3 av 12 kriterier kvar"; "klar".</summary>
    public static string OfItem(Remaining remaining) => remaining.IsNothing ? PageTexts.RemainsItemDone : Text.With(PageTexts.RemainsItem, remaining.Unanswered, remaining.Required);

    /// <summary>The same as a sentence of its own.</summary>
    public static string ItemSentence(Remaining remaining) => Capital(OfItem(remaining));

    /// <summary>"4 av 19 påståenden kvar, och fritexten Varför blev det så?"; "allt är besvarat, men inte inlämnat".</summary>
    public static string InWords(Remaining remaining)
    {
        if (remaining.IsNothing)
        {
            return PageTexts.RemainsToSubmit;
        }

        var statements = remaining.UnansweredStatements.Count == 0
            ? null
            : Text.With(PageTexts.RemainsStatements, remaining.UnansweredStatements.Count, remaining.Statements);
        var texts = remaining.UnansweredTexts.Count switch
        {
            0 => null,
            1 => Text.With(PageTexts.RemainsText, remaining.UnansweredTexts[0].Text),
            var many => Text.With(PageTexts.RemainsTexts, many),
        };
        return statements is null || texts is null ? Text.With(texts is null ? PageTexts.RemainsOnlyStatements : PageTexts.RemainsOnlyTexts, statements ?? texts) : Text.With(PageTexts.RemainsBoth, statements, texts);
    }

    private static string Capital(string words) => char.ToUpper(words[0], Swedish.Culture) + words[1..];
}
