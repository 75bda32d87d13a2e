using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Hints;

namespace Arshjulet.Functions.City;

/// <summary>One version of a form: <c>forms/*.json</c>.</summary>
internal sealed record FormFile(
    string Key, int Version, string Title, string? Intro, IReadOnlyList<BodyKind> For, IReadOnlyList<Section> Sections, IReadOnlyList<Hint>? Hints)
{
    /// <summary>Every version of every form.</summary>
    /// <exception cref="ContentException">A file is wrong.</exception>
    public static async Task<IReadOnlyList<Form>> LoadAllAsync(ContentFolder folder, IReadOnlyDictionary<string, Scale> scales, IReadOnlyList<Body> bodies)
    {
        var forms = new List<Form>();
        foreach (var name in folder.NamesIn("forms", "*.json"))
        {
            var file = await folder.ReadAsync(name, "form");
            var form = file.As<FormFile>().ToForm(file, scales);
            Check(file, form, bodies);
            HintChecks.Check(file, form);
            if (forms.Any(f => f.Key == form.Key && f.Version == form.Version))
            {
                throw file.Wrong("\"version\"", $"another file holds version {form.Version} of {form.Key}.");
            }

            forms.Add(form);
        }

        return forms;
    }

    private Form ToForm(ContentFile file, IReadOnlyDictionary<string, Scale> scales)
    {
        var named = Sections.SelectMany(s => s.Questions).Select(q => q.Scale).OfType<string>().Distinct().ToArray();
        if (named.FirstOrDefault(s => !scales.ContainsKey(s)) is { } unknown)
        {
            throw file.Wrong($"\"{unknown}\"", $"there is no scale {unknown} in scales.json.");
        }

        return new Form
        {
            Key = Key,
            Version = Version,
            Title = Title,
            Intro = Intro,
            For = For,
            Sections = Sections,
            Scales = named.ToDictionary(s => s, s => scales[s]),
            Hints = Hints ?? [],
        };
    }

    private static void Check(ContentFile file, Form form, IReadOnlyList<Body> bodies)
    {
        var questions = form.Sections.SelectMany(s => s.Questions).ToArray();
        var items = form.Sections.SelectMany(s => s.Items ?? []).ToArray();
        foreach (var key in form.Sections.Select(s => s.Key).Concat(questions.Select(q => q.Key)).Concat(items.Select(i => i.Key)))
        {
            file.RequireKey(key);
        }

        file.RequireUnique(form.Sections.Select(s => s.Key), "Two sections are called");
        file.RequireUnique(form.Sections.Where(s => s.Items is null).SelectMany(s => s.Questions).Select(q => q.Key), "Two questions are called");
        file.RequireUnique(items.Select(i => i.Key), "Two items are called");

        // Figures are named form.step, so a step must be of one scale within its form.
        file.RequireUnique(form.Scales.Values.SelectMany(s => s.Steps).Select(s => s.Value), "Two scales of the form have the step");
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
            CheckItems(file, section, bodies);
        }
    }

    private static void CheckItems(ContentFile file, Section section, IReadOnlyList<Body> bodies)
    {
        file.RequireUnique(section.Questions.Select(q => q.Key), $"In {section.Key}, two questions are called");
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
