using System.Text.RegularExpressions;
using Arshjulet.Documents;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Arshjulet.Model.Years;

namespace Arshjulet.Functions.City;

/// <summary>What must hold between the facts of a city's content, and no schema can say.</summary>
internal static partial class ContentRules
{
    public static void CheckBodies(ContentFile file, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        foreach (var id in bodies.Select(b => b.Id).Concat(bodies.SelectMany(b => b.Contacts).Select(c => c.Id)))
        {
            CheckKey(file, id);
        }

        Unique(file, bodies.Select(b => b.Id), "Two bodies are called");
        Unique(file, bodies.Select(b => $"{b.Order}"), "Two bodies have the order");
        Unique(file, bodies.Select(b => b.RecipientOrder).OfType<int>().Select(o => $"{o}"), "Two bodies have the recipientOrder");
        foreach (var contact in bodies.SelectMany(b => b.Contacts))
        {
            CheckContact(file, contact, facts);
        }

        foreach (var person in bodies.SelectMany(b => b.Contacts).GroupBy(c => c.Id).Where(g => g.Distinct().Count() > 1))
        {
            throw file.Wrong($"\"{person.Key}\"", $"the contact {person.Key} is described in two ways.");
        }
    }

    public static void CheckScales(ContentFile file, IReadOnlyList<Scale> scales)
    {
        Unique(file, scales.Select(s => s.Key), "Two scales are called");
        foreach (var scale in scales)
        {
            Unique(file, scale.Steps.Select(s => s.Value), $"The scale {scale.Key} has two steps called");
        }
    }

    public static void CheckForm(ContentFile file, Form form, IReadOnlyList<Body> bodies)
    {
        var questions = form.Sections.SelectMany(s => s.Questions).ToArray();
        foreach (var key in form.Sections.Select(s => s.Key).Concat(questions.Select(q => q.Key)).Concat(form.Sections.SelectMany(s => s.Items ?? []).Select(i => i.Key)))
        {
            CheckKey(file, key);
        }

        Unique(file, form.Sections.Select(s => s.Key), "Two sections are called");
        Unique(file, form.Sections.Where(s => s.Items is null).SelectMany(s => s.Questions).Select(q => q.Key), "Two questions are called");
        Unique(file, form.Sections.SelectMany(s => s.Items ?? []).Select(i => i.Key), "Two items are called");

        // Figures are named form.step, so a step must be of one scale within its form.
        Unique(file, form.Scales.Values.SelectMany(s => s.Steps).Select(s => s.Value), "Two scales of the form have the step");
        foreach (var q in questions.Where(q => q.Kind == QuestionKind.Text != q.Scale is null))
        {
            throw file.Wrong($"\"{q.Key}\"", $"{q.Key}: free text has no scale, and everything else has one.");
        }

        foreach (var q in questions.Where(q => q.Kind != QuestionKind.Text && q.Format != TextFormat.Plain))
        {
            throw file.Wrong($"\"{q.Key}\"", $"{q.Key}: only a free text is written in Markdown.");
        }

        foreach (var section in form.Sections.Where(s => s.Items is not null))
        {
            Unique(file, section.Questions.Select(q => q.Key), $"In {section.Key}, two questions are called");
            if (section.Questions.Where(q => q.Kind == QuestionKind.Statement).Select(q => q.Scale).Distinct().Count() != 1)
            {
                throw file.Wrong($"\"{section.Key}\"", $"the statements of {section.Key} are asked of several things and must share one scale.");
            }

            foreach (var item in section.Items!.Where(i => bodies.All(b => b.Id != i.Body)))
            {
                throw file.Wrong($"\"{item.Key}\"", $"{item.Key} belongs to {item.Body}, which is no body.");
            }
        }
    }

    public static void CheckYear(ContentFile file, YearPlan plan, IReadOnlyDictionary<string, Form> forms, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        foreach (var key in plan.Reviews.Select(r => r.Form).Append(plan.SelfAssessment).Where(k => !forms.ContainsKey(k)))
        {
            throw file.Wrong($"\"{key}\"", $"the year asks {key}, and its forms name no version of it.");
        }

        foreach (var review in plan.Reviews.Where(r => r.Experts.Count > 0))
        {
            CheckExperts(file, review, forms[review.Form], bodies, facts);
        }

        Unique(file, plan.Reviews.SelectMany(r => r.Experts).DistinctBy(e => (e.Id, e.Email)).Select(e => e.Id), "Two experts with different addresses are called");
        Unique(file, plan.Reviews.Select(r => r.Key), "Two reviews are called");
        Unique(file, plan.Reviews.Select(r => r.Form).Append(plan.SelfAssessment), "Two reviews have the form");
        Unique(file, plan.Reminders.Select(r => r.Key), "Two reminders are called");
        var d = plan.Dates;
        var order = new[] { ("distribution", d.Distribution.Date), ("deadline", d.Deadline.Date), ("ksau", d.Ksau.Date), ("ks", d.Ks.Date), ("kf", d.Kf.Date) };
        foreach (var (before, after) in order.Zip(order.Skip(1)).Where(p => p.First.Item2 >= p.Second.Item2))
        {
            throw file.Wrong($"\"{after.Item1}\"", $"{after.Item1} must come after {before.Item1}.");
        }

        if (plan.Survey is { } survey)
        {
            CheckSurvey(file, survey, plan, forms, bodies);
        }
    }

    /// <summary>Names of figures are made of keys, and two may come out the same: then no compile would do, so the start does not.</summary>
    public static void CheckFigures(ContentFile file, YearPlan plan, IReadOnlyDictionary<string, Form> forms, IReadOnlyList<Body> bodies, IReadOnlyList<FormHistory> history)
    {
        try
        {
            Compiler.Compile(new CompilationInput
            {
                Plan = plan,
                Forms = [.. plan.FormKeys([.. plan.Reviews.Select(r => r.Key)]).Select(k => forms[k])],
                Bodies = bodies,
                Submissions = [],
                History = history,
            });
        }
        catch (ArgumentException e)
        {
            throw file.Wrong("\"forms\"", e.Message);
        }
    }

    public static void CheckReviews(ContentFile file, IEnumerable<string> named, YearPlan plan)
    {
        if (named.FirstOrDefault(n => plan.Reviews.All(r => r.Key != n)) is { } unknown)
        {
            throw file.Wrong($"\"{unknown}\"", $"there is no review {unknown} in {plan.Year}.");
        }
    }

    public static void CheckAppendices(ContentFile file, IReadOnlyList<OutlineAppendix> appendices, YearPlan plan, IReadOnlyDictionary<string, Form> forms)
    {
        Unique(file, appendices.Select(a => $"{a.Number}"), "Two appendices have the number");
        if (appendices.GroupBy(a => a.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw file.Wrong($"\"{twice.Last().Name}\"", $"two appendices show the same: {twice.Key}.");
        }

        if (appendices.FirstOrDefault(a => (a.Review is null) == (a.Kind is ReportPart.MaturityLadder or ReportPart.Review)) is { } wrong)
        {
            throw file.Wrong($"\"{wrong.Name}\"", $"the appendix {wrong.Number} is about {(wrong.Review is null ? "a review, and names none" : "the self-assessment, and names a review")}.");
        }

        if (appendices.FirstOrDefault(a => a.Kind == ReportPart.MaturityLadder ? !HasLadder(forms[plan.FormOf(a.Review)], a.Question) : a.Question is not null) is { } asked)
        {
            throw file.Wrong($"\"{asked.Name}\"", $"the appendix {asked.Number} {(asked.Kind == ReportPart.MaturityLadder ? "shows a ladder, and its question is none of the review's with a scale" : "names a question, and shows no ladder")}.");
        }
    }

    /// <summary>Without a place the self-assessment's figures would be missing from the report, and nobody would be told.</summary>
    /// <param name="file">The outline.</param>
    /// <param name="places">The reviews of each section that holds them.</param>
    public static void CheckSections(ContentFile file, IReadOnlyList<IReadOnlyList<string>> places)
    {
        if (places is not [{ Count: 0 }])
        {
            throw file.Wrong("\"sections\"", "one section, of every year whatever KS chose, is to hold the self-assessment's figures (kind selfAssessment, no reviews).");
        }
    }

    private static bool HasLadder(Form form, string? question) => form.Sections.Where(s => s.Items is null).SelectMany(s => s.Questions).Any(q => q.Key == question && q.Scale is not null);

    private static void CheckExperts(ContentFile file, Review review, Form form, IReadOnlyList<Body> bodies, CityFacts facts)
    {
        if (form.AllItems().Count == 0)
        {
            throw file.Wrong($"\"{review.Experts[0].Id}\"", $"the form {form.Key} asks about nothing one by one, so it has nothing for an expert.");
        }

        Unique(file, review.Experts.Select(e => e.Id), "Two experts are called");
        foreach (var expert in review.Experts)
        {
            CheckContact(file, expert, facts);
            if (bodies.SelectMany(b => b.Contacts).Any(c => c.Id == expert.Id))
            {
                throw file.Wrong($"\"{expert.Id}\"", $"{expert.Id} is a body's contact; an expert has an id of his or her own.");
            }
        }
    }

    private static void CheckContact(ContentFile file, Contact contact, CityFacts facts)
    {
        if (!facts.MailDomains.Any(d => contact.Email.EndsWith($"@{d}", StringComparison.OrdinalIgnoreCase)))
        {
            throw file.Wrong(contact.Email, $"{contact.Email} is in none of the city's mailDomains.");
        }
    }

    private static void CheckSurvey(ContentFile file, SurveyPlan survey, YearPlan plan, IReadOnlyDictionary<string, Form> forms, IReadOnlyList<Body> bodies)
    {
        if (!forms.TryGetValue(survey.Form, out var form))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the year asks {survey.Form}, and its forms name no version of it.");
        }

        if (survey.Review is { } review)
        {
            CheckReviews(file, [review], plan);
        }

        // Sums have a place for a value on a scale and for a text, and for nothing that is tied to either.
        if (form.Sections.Any(s => s.Items is not null || s.Questions.Any(q => q.Comment || q.Evidence)))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the survey's form {survey.Form} can't have items, comments or links.");
        }

        // The small ones are counted together, and so they are asked the same.
        if (form.Sections.Any(s => s.For.Count > 0))
        {
            throw file.Wrong($"\"{survey.Form}\"", $"the survey's form {survey.Form} must ask every kind of body the same: no section of it has a \"for\".");
        }

        if (survey.OpenLinks.FirstOrDefault(o => bodies.All(b => b.Id != o)) is { } unknown)
        {
            throw file.Wrong($"\"{unknown}\"", $"there is no body {unknown}.");
        }
    }

    private static void CheckKey(ContentFile file, string key)
    {
        if (!KeyShape().IsMatch(key))
        {
            throw file.Wrong($"\"{key}\"", $"{key} is no key: small letters a–z, figures and hyphens only.");
        }
    }

    private static void Unique(ContentFile file, IEnumerable<string> keys, string sentence)
    {
        if (keys.GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            // An order is a number, and stands without quotes.
            var near = twice.Key.All(char.IsAsciiDigit) ? $": {twice.Key}" : $"\"{twice.Key}\"";
            throw file.Wrong(near, $"{sentence} {twice.Key}.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KeyShape();
}
