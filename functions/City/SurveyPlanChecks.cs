using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>The managers' survey of a year must name a form that it can count, and bodies and reviews that exist.</summary>
internal static class SurveyPlanChecks
{
    public static void Check(ContentFile file, SurveyPlan survey, YearPlan plan, IReadOnlyDictionary<string, Form> forms, IReadOnlyList<Body> bodies)
    {
        if (!forms.TryGetValue(survey.Form, out var form))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the year asks {survey.Form}, and its forms name no version of it.");
        }

        if (survey.Review is { } review)
        {
            file.RequireReviews([review], plan);
        }

        // Sums have a place for a value on a scale and for a text, and for nothing that is tied to either.
        if (form.Sections.Any(s => s.Items is not null || s.Questions.Any(q => q.Comment || q.Evidence)))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the survey's form {survey.Form} can't have items, comments or links.");
        }

        // Small bodies are counted together, so all must be asked the same questions.
        if (form.Sections.Any(s => s.For.Count > 0))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the survey's form {survey.Form} must ask every kind of body the same: no section of it has a \"for\".");
        }

        if (survey.OpenLinks.FirstOrDefault(o => bodies.All(b => b.Id != o)) is { } unknown)
        {
            throw file.Wrong($"\"{unknown}\"", $"there is no body {unknown}.");
        }
    }
}
