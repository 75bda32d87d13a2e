using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Compiling;

/// <summary>Counts one form over its submissions.</summary>
internal static class FormCount
{
    private sealed record Held(Body Body, IReadOnlyDictionary<string, Answer> Answers);

    public static FormFigures Of(Form form, CompilationInput input, IReadOnlyDictionary<(string Body, string Form), Submission> submissions)
    {
        var held = input.Bodies
            .Where(b => submissions.ContainsKey((b.Id, form.Key)))
            .Select(b => new Held(b, submissions[(b.Id, form.Key)].Answers.ToDictionary(a => a.Question)))
            .ToArray();
        var sections = form.Sections.Select(s => s.Items is null ? Ordinary(form, s, held) : Itemised(form, s, held)).ToArray();
        return new FormFigures
        {
            Key = form.Key,
            Version = form.Version,
            Title = form.Title,
            Respondents = held.Length,
            Sections = sections,
            Totals = TotalsOf(form, sections.Where(s => s.Items is null).SelectMany(s => s.Questions)),
            Scales = form.Scales,
            History = [.. input.History.Where(h => h.Form == form.Key && h.Year < input.Plan.Year).OrderBy(h => h.Year)],
        };
    }

    private static SectionFigures Ordinary(Form form, Section section, Held[] held)
    {
        var seenBy = SeenBy(section, held);
        var questions = section.Questions.Select(q =>
        {
            var byBody = seenBy.Select(h => h.Answers.TryGetValue(q.Key, out var a)
                ? new BodyValue(h.Body.Id, a.Value, a.Comment, a.Evidence) : new BodyValue(h.Body.Id, null, null)).ToArray();
            return FiguresOf(form, q, byBody.Select(b => b.Value), byBody);
        }).ToArray();
        return new SectionFigures { Key = section.Key, Title = section.Title, Questions = questions, Totals = TotalsOf(form, questions) };
    }

    private static Held[] SeenBy(Section section, Held[] held) =>
        [.. held.Where(h => section.For.Count == 0 || section.For.Contains(h.Body.Kind))];

    private static SectionFigures Itemised(Form form, Section section, Held[] held)
    {
        var seenBy = SeenBy(section, held);
        var items = section.Items!
            .Select(item => (Item: item, Held: seenBy.FirstOrDefault(h => h.Body.Id == item.Body)))
            .Where(i => i.Held is not null)
            .Select(i => ItemOf(form, section, i.Item, i.Held!))
            .ToArray();
        var questions = section.Questions
            .Select(q => FiguresOf(form, q, items.Select(i => i.Answers.GetValueOrDefault(q.Key)?.Value), []))
            .ToArray();
        return new SectionFigures { Key = section.Key, Title = section.Title, Questions = questions, Totals = TotalsOf(form, questions), Items = items };
    }

    private static ItemFigures ItemOf(Form form, Section section, SectionItem item, Held held)
    {
        var answers = new Dictionary<string, BodyValue>();
        foreach (var q in section.Questions)
        {
            if (held.Answers.TryGetValue($"{item.Key}.{q.Key}", out var a))
            {
                answers[q.Key] = new BodyValue(held.Body.Id, a.Value, a.Comment, a.Evidence);
            }
        }

        // An item's statements share one scale (checked when the form is loaded), so that it has a worst step.
        var scale = form.Scales[section.Questions.First(q => q.Kind == QuestionKind.Statement).Scale!];
        var statements = section.Questions.Where(q => q.Kind == QuestionKind.Statement).ToArray();
        var distribution = Distribution.Of(scale, statements.Select(q => answers.GetValueOrDefault(q.Key)?.Value).OfType<string>());
        var worst = distribution.Steps.Where(s => s.Count > 0 && s.Step.Meaning != StepMeaning.NotApplicable).Select(s => s.Step).LastOrDefault();
        return new ItemFigures(item.Key, item.Name, item.Body, distribution, worst, answers);
    }

    private static QuestionFigures FiguresOf(Form form, Question q, IEnumerable<string?> values, IReadOnlyList<BodyValue> byBody) => new()
    {
        Key = q.Key,
        Text = q.Text,
        Group = q.Group,
        Kind = q.Kind,
        Format = q.Format,
        Distribution = form.ScaleOf(q) is { } scale ? Distribution.Of(scale, values.OfType<string>()) : null,
        ByBody = byBody,
    };

    private static Distribution[] TotalsOf(Form form, IEnumerable<QuestionFigures> questions) =>
        [.. questions
            .Where(q => q.Kind == QuestionKind.Statement)
            .GroupBy(q => q.Distribution!.Scale)
            .Select(g => Distribution.Sum(form.Scales[g.Key], g.Select(q => q.Distribution!)))];
}
