using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Compiling;

/// <summary>Checks one form's figures: every count, every sum, and each body's answer.</summary>
internal static class FormReconciliation
{
    /// <summary>Where an answer belongs; the question's key without the item.</summary>
    private sealed record Place(string Body, string Section, string? Item, string Question);

    /// <summary>A question that a body was asked, and its answer if it gave one.</summary>
    private sealed record Asked(Place Place, Question Question, Answer? Answer);

    public static IReadOnlyList<string> Check(Form form, FormFigures counted, IReadOnlyList<(Body Body, Submission Submission)> submitted)
    {
        var found = new List<string>();
        if (counted.Respondents != submitted.Count)
        {
            found.Add($"{form.Key}: {counted.Respondents} respondents are counted, {submitted.Count} submitted.");
        }

        var asked = submitted.SelectMany(s => AskedOf(form, s.Body, s.Submission, found)).ToArray();
        CheckCounts(form, counted, asked, found);
        CheckWho(form, counted, asked, found);
        return found;
    }

    private static Asked[] AskedOf(Form form, Body body, Submission submission, List<string> found)
    {
        var answers = submission.Answers.ToLookup(a => a.Question);
        var asked = form.SectionsFor(body)
            .SelectMany(s => s.Questions.Select(q => new Asked(new Place(body.Id, s.Section.Key, q.Item, q.BareKey), q, answers[q.Key].FirstOrDefault())))
            .ToArray();
        var keys = asked.Select(a => a.Question.Key).ToHashSet();
        var who = $"{body.Id}/{form.Key}";
        found.AddRange(answers.Where(a => !keys.Contains(a.Key)).Select(a => $"{who} answers {a.Key}, which it was not asked."));
        found.AddRange(answers.Where(a => a.Count() > 1).Select(a => $"{who} answers {a.Key} {a.Count()} times."));
        found.AddRange(asked.Where(a => a.Question.Required && a.Answer?.Value is null).Select(a => $"{who} is submitted without {a.Question.Key}."));
        return asked;
    }

    private static void CheckCounts(Form form, FormFigures counted, Asked[] asked, List<string> found)
    {
        var statements = asked.Where(a => a.Question.Kind == QuestionKind.Statement).ToArray();
        Compare(form.Key, counted.Totals, statements.Where(a => a.Place.Item is null), found);
        var judged = asked.Where(a => a.Question.Kind != QuestionKind.Text).ToLookup(a => (a.Place.Section, a.Place.Question));
        foreach (var section in counted.Sections)
        {
            var where = $"{form.Key}/{section.Key}";
            Compare(where, section.Totals, statements.Where(a => a.Place.Section == section.Key), found);
            foreach (var question in section.Questions.Where(q => q.Distribution is not null))
            {
                Compare($"{where}/{question.Key}", [question.Distribution!], judged[(section.Key, question.Key)], found);
            }

            foreach (var item in section.Items ?? [])
            {
                Compare($"{where}/{item.Key}", [item.Distribution], statements.Where(a => a.Place.Section == section.Key && a.Place.Item == item.Key), found);
            }
        }

        var listed = counted.Sections.SelectMany(s => s.Questions.Select(q => (s.Key, q.Key))).ToHashSet();
        foreach (var lost in judged.Where(g => !listed.Contains(g.Key)))
        {
            Compare($"{form.Key}/{lost.Key.Section}/{lost.Key.Question}", [], lost, found);
        }
    }

    private static void Compare(string where, IReadOnlyList<Distribution> counted, IEnumerable<Asked> asked, List<string> found)
    {
        var given = asked.Where(a => a.Answer?.Value is not null)
            .GroupBy(a => (Scale: a.Question.Scale!, Step: a.Answer!.Value!)).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (distribution, step) in counted.SelectMany(d => d.Steps.Select(s => (d, s))))
        {
            given.Remove((distribution.Scale, step.Step.Value), out var expected);
            if (step.Count != expected)
            {
                found.Add($"{where}/{step.Step.Value}: {step.Count} counted, {expected} answered.");
            }
        }

        found.AddRange(given.Select(g => $"{where}/{g.Key.Step}: {g.Value} answered, none counted."));
        found.AddRange(counted.Where(d => d.N != d.Steps.Sum(s => s.Count) || d.Steps.Any(s => s.N != d.N))
            .Select(d => $"{where}: the shares are of {d.N}, which is not all."));
    }

    private static void CheckWho(Form form, FormFigures counted, Asked[] asked, List<string> found)
    {
        var left = asked.ToDictionary(a => a.Place);
        foreach (var section in counted.Sections)
        {
            foreach (var (question, said) in section.Items is null ? section.Questions.SelectMany(q => q.ByBody.Select(b => (q.Key, b))) : [])
            {
                Who(new Place(said.Body, section.Key, null, question), said);
            }

            foreach (var item in section.Items ?? [])
            {
                foreach (var question in section.Questions)
                {
                    var value = item.Answers.GetValueOrDefault(question.Key) ?? new BodyValue(item.Body, null, null);
                    Who(new Place(item.Body, section.Key, item.Key, question.Key), value);
                }
            }
        }

        found.AddRange(left.Keys.Select(p => $"{Where(p)}: {p.Body} was asked and is not listed."));

        string Where(Place p) => $"{form.Key}/{p.Section}/{(p.Item is null ? "" : $"{p.Item}.")}{p.Question}";

        void Who(Place place, BodyValue said)
        {
            if (!left.Remove(place, out var one))
            {
                found.Add($"{Where(place)}: {place.Body} is listed twice, or was not asked.");
            }
            else if (said != new BodyValue(place.Body, one.Answer?.Value, one.Answer?.Comment, one.Answer?.Evidence))
            {
                var what = one.Question.Kind == QuestionKind.Text || said.Value == one.Answer?.Value ? "something else" : said.Value ?? "nothing";
                found.Add($"{Where(place)}: {place.Body} is said to have answered {what}.");
            }
        }
    }
}
