using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Pages;

/// <summary>What remains to be answered, in words, for pages and reminders.</summary>
public static class RemainingWords
{
    /// <summary>What remains of a form, as a sentence of its own.</summary>
    public static string FormSentence(Remaining remaining) => Capital(ForForm(remaining));

    /// <summary>What remains of one item: "3 av 12 kriterier kvar", "klar".</summary>
    public static string ForItem(Remaining remaining) =>
        remaining.IsNothing ? PageTexts.RemainsItemDone : Text.With(PageTexts.RemainsItem, remaining.Unanswered, remaining.Required);

    /// <summary>What remains of one item, as a sentence of its own.</summary>
    public static string ItemSentence(Remaining remaining) => Capital(ForItem(remaining));

    /// <summary>What remains of a form: "4 av 19 påståenden kvar, och fritexten Varför blev det så?", "allt är besvarat, men inte inlämnat".</summary>
    public static string ForForm(Remaining remaining)
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
        return (statements, texts) switch
        {
            (_, null) => Text.With(PageTexts.RemainsOnlyStatements, statements),
            (null, _) => Text.With(PageTexts.RemainsOnlyTexts, texts),
            _ => Text.With(PageTexts.RemainsBoth, statements, texts),
        };
    }

    private static string Capital(string words) => char.ToUpper(words[0], Swedish.Culture) + words[1..];
}
