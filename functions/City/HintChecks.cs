using Arshjulet.Model.Forms;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.City;

/// <summary>A hint must name questions that its form asks, and answers that they can have.</summary>
internal static class HintChecks
{
    public static void Check(ContentFile file, Form form)
    {
        if (form.Hints.GroupBy(h => h.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw file.Wrong($"\"{twice.Key}\"", $"Two hints are called {twice.Key}.");
        }

        foreach (var hint in form.Hints)
        {
            foreach (var condition in hint.When)
            {
                CheckCondition(file, form, hint, condition);
            }

            // A hint is tried on one item at a time, so all that it says of items must be asked in one section.
            var ofItems = hint.When.Where(c => !form.Sections.Any(s => s.Items is null && Asks(s, c))).ToArray();
            if (!form.Sections.Any(s => ofItems.All(c => Asks(s, c))))
            {
                throw file.Wrong($"\"{hint.Key}\"", $"the hint {hint.Key} speaks of things in two sections.");
            }
        }
    }

    private static void CheckCondition(ContentFile file, Form form, Hint hint, HintCondition condition)
    {
        var questions = form.Sections.SelectMany(s => s.Questions).Where(q => q.Key == condition.Question).ToArray();
        if (questions.Length == 0)
        {
            var reason = $"the hint {hint.Key} speaks of {condition.Question}, which the form does not ask.";
            throw file.WrongAfter($"\"{hint.Key}\"", $"\"{condition.Question}\"", reason);
        }

        foreach (var value in (condition.Is ?? []).Concat(condition.IsNot ?? []).Where(v => !questions.Any(q => form.ScaleOf(q)?.Find(v) is not null)))
        {
            throw file.WrongAfter($"\"{hint.Key}\"", $"\"{value}\"", $"the hint {hint.Key}: {condition.Question} can't be answered with {value}.");
        }
    }

    private static bool Asks(Section section, HintCondition condition) => section.Questions.Any(q => q.Key == condition.Question);
}
