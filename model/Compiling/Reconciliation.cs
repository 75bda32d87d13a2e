using Arshjulet.Model.Answers;
using Arshjulet.Model.Forms;

namespace Arshjulet.Model.Compiling;

/// <summary>
/// Checks a compilation against its input by another road than the one that made it: from each answer to the figures, not from the
/// questions to the answers. A report goes out only when nothing is found; so every answer is counted once, and none is invented.
/// </summary>
public static class Reconciliation
{
    /// <summary>What does not add up, each a sentence with its ids. Empty when all does.</summary>
    public static IReadOnlyList<string> Check(CompilationInput input, Compilation compilation)
    {
        var found = new List<string>();
        CheckReturns(input, compilation, found);
        foreach (var form in input.Forms)
        {
            CheckForm(form, input, compilation, found);
        }

        return found;
    }

    private static void CheckReturns(CompilationInput input, Compilation compilation, List<string> found)
    {
        foreach (var (body, form) in input.Asked())
        {
            var returns = compilation.Returns.Where(r => r.Body.Id == body.Id).ToArray();
            var held = returns.Sum(r => r.Submissions.Count(s => s.Form == form.Key));
            var missing = returns.Sum(r => r.MissingForms.Count(f => f == form.Key));
            if (returns.Length != 1 || held + missing != 1)
            {
                found.Add($"{body.Id} and {form.Key} stand {held} times among the submitted and {missing} times among the missing.");
            }
        }

        var listed = compilation.Returns.SelectMany(r => r.Submissions).Select(s => s.Fingerprint).Order(StringComparer.Ordinal);
        if (!listed.SequenceEqual(input.Submissions.Select(s => s.Fingerprint()).Order(StringComparer.Ordinal)))
        {
            found.Add("The submissions that the compilation lists are not those it was made from.");
        }
    }

    private static void CheckForm(Form form, CompilationInput input, Compilation compilation, List<string> found)
    {
        var counted = compilation.Form(form.Key);
        if (counted is null)
        {
            found.Add($"{form.Key} was asked and is not in the compilation.");
            return;
        }

        var submissions = input.Submissions.Where(s => s.Form == form.Key).ToArray();
        if (counted.Respondents != submissions.Length)
        {
            found.Add($"{form.Key}: {counted.Respondents} respondents are counted, {submissions.Length} submitted.");
        }

        var cells = new Dictionary<(string Section, string Question, string Step), int>();
        foreach (var submission in submissions)
        {
            Tally(form, input, submission, cells, found);
        }

        foreach (var section in counted.Sections)
        {
            foreach (var question in section.Questions)
            {
                foreach (var step in question.Distribution?.Steps ?? [])
                {
                    cells.Remove((section.Key, question.Key, step.Step.Value), out var expected);
                    if (expected != step.Count)
                    {
                        found.Add($"{form.Key}/{section.Key}/{question.Key}/{step.Step.Value}: {step.Count} counted, {expected} answered.");
                    }
                }
            }
        }

        found.AddRange(cells.Where(c => c.Value > 0).Select(c => $"{form.Key}/{c.Key.Section}/{c.Key.Question}/{c.Key.Step}: {c.Value} answered, none counted."));
    }

    private static void Tally(Form form, CompilationInput input, Submission submission, Dictionary<(string, string, string), int> cells, List<string> found)
    {
        var body = input.Bodies.Single(b => b.Id == submission.Body);
        var asked = form.SectionsFor(body).SelectMany(s => s.Questions.Select(q => (q.Key, Section: s.Section.Key, Question: q))).ToDictionary(q => q.Key);
        foreach (var answer in submission.Answers)
        {
            if (!asked.TryGetValue(answer.Question, out var q))
            {
                found.Add($"{submission.Body}/{form.Key} answers {answer.Question}, which it was not asked.");
            }
            else if (q.Question.Kind != QuestionKind.Text && answer.Value is { } value)
            {
                var cell = (q.Section, q.Question.BareKey, value);
                cells[cell] = cells.GetValueOrDefault(cell) + 1;
            }
        }

        var left = Remaining.Of(form, body, submission.Answers.ToDictionary(a => a.Question));
        found.AddRange(left.UnansweredStatements.Concat(left.UnansweredTexts).Select(q => $"{submission.Body}/{form.Key} is submitted without {q.Key}."));
    }
}
