using Arshjulet.Functions.Pages;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Survey;

/// <summary>Reads a posted survey: <c>q.key</c> is a step, or a text. What is not in the form is refused, not dropped.</summary>
internal static class SentSurvey
{
    /// <summary>The choice not to choose: a radio that is chosen can't be unchosen.</summary>
    public const string Skip = "-";

    /// <summary>What was chosen and written, in words and in the form's order; nothing that is not the form's.</summary>
    public static IReadOnlyList<(Question Question, string Text)> Typed(IFormCollection sent, SurveyView view) =>
    [
        .. view.Questions
            .Select(q => (q, AnswerRules.Clean(sent[$"q.{q.Key}"]) is { } value ? view.Form.ScaleOf(q) is { } scale ? scale.Find(value)?.Label : value : null))
            .Where(q => q.Item2 is not null).Select(q => (q.q, q.Item2!)),
    ];

    public static (SurveyAnswer Answer, Faults Faults) Read(IFormCollection sent, SurveyView view)
    {
        var (values, texts, faults) = (new Dictionary<string, string>(), new Dictionary<string, string>(), new Faults());
        var questions = view.Questions;
        foreach (var question in questions)
        {
            var name = $"q.{question.Key}";
            if (AnswerRules.Clean(sent[name]) is not { } value || value == Skip)
            {
                continue;
            }

            if (view.Form.ScaleOf(question) is { } scale)
            {
                if (scale.Find(value) is null)
                {
                    faults.Add(name, SurveyTexts.NotOnTheScale);
                }

                values[question.Key] = value;
            }
            else
            {
                if (value.Length > SurveyAnswer.MaxTextLength)
                {
                    faults.Add(name, Text.With(SurveyTexts.TextTooLong, Swedish.Number(value.Length), Swedish.Number(SurveyAnswer.MaxTextLength)));
                }

                texts[question.Key] = value;
            }
        }

        if (sent.Keys.Any(k => k.StartsWith("q.", StringComparison.Ordinal) && questions.All(q => $"q.{q.Key}" != k)))
        {
            faults.Add($"q.{questions[0].Key}", SurveyTexts.UnknownQuestion);
        }

        var answer = new SurveyAnswer(values, texts);
        if (answer.IsEmpty && !faults.Any)
        {
            faults.Add($"q.{questions[0].Key}", SurveyTexts.AtLeastOne);
        }

        return (answer, faults);
    }
}
