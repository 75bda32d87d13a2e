using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;

namespace Arshjulet.Model.Compiling;

/// <summary>
/// Checks a compilation against its input in another way than it was made: from each answer to the figures, not from the questions to the
/// answers. A report goes out only when nothing is found, so that every answer is counted once and none is invented.
/// </summary>
public static class Reconciliation
{
    /// <summary>The errors, each a sentence with ids and never with a body's own words. Empty when there are none.</summary>
    public static IReadOnlyList<string> Check(CompilationInput input, Compilation compilation)
    {
        var found = new List<string>();
        CheckReturns(input, compilation, found);
        foreach (var form in input.Forms)
        {
            (Body Body, Submission Submission)[] submitted =
                [.. from s in input.Submissions where s.Form == form.Key from b in input.Bodies where b.Id == s.Body && form.IsFor(b) select (b, s)];
            if (compilation.Form(form.Key) is { } counted)
            {
                found.AddRange(FormReconciliation.Check(form, counted, submitted));
            }
            else
            {
                found.Add($"{form.Key} was asked and is not in the compilation.");
            }
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

        var asked = input.Asked().Select(a => (a.Body.Id, a.Form.Key)).ToHashSet();
        found.AddRange(input.Submissions.Where(s => !asked.Contains((s.Body, s.Form))).Select(s => $"{s.Body}/{s.Form} was submitted and not asked for."));

        var listed = compilation.Returns.SelectMany(r => r.Submissions).Select(s => (s.Body, s.Form, s.Fingerprint)).Order();
        if (!listed.SequenceEqual(input.Submissions.Select(s => (s.Body, s.Form, s.Fingerprint())).Order()))
        {
            found.Add("The submissions that the compilation lists are not those it was made from.");
        }
    }
}
