using Arshjulet.Functions.Pages;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Microsoft.AspNetCore.Http;

namespace Arshjulet.Functions.Survey;

/// <summary>Reads a posted survey: <c>q.key</c> is a step of a scale, or a text. A field that is not in the form is an error, not ignored.</summary>
internal static class SentSurvey
{
    /// <summary>The option for not answering, since a radio button can't be unselected.</summary>
    public const string Skip = "-";

    /// <summary>The posted answers as text, in the form's order; fields that are not in the form are left out.</summary>
    public static IReadOnlyList<(Question Question, string Text)> Typed(IFormCollection sent, SurveyView view) =>
    [
        .. view.Questions
            .Select(q => (Question: q, Text: AnswerRules.Clean(sent[$"q.{q.Key}"]) is { } value ? LabelOf(q, value, view) : null))
            .Where(t => t.Text is not null).Select(t => (t.Question, t.Text!)),
    ];

    private static string? LabelOf(Question question, string value, SurveyView view) =>
        view.Form.ScaleOf(question) is { } scale ? scale.Find(value)?.Label : value;

    /// <summary>The posted answer, and what is wrong with it.</summary>
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
