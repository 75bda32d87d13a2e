using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Calendar;
using Arshjulet.Model.Figures;

namespace Arshjulet.Model.Compiling;

/// <summary>Makes a year's figures from its submissions. Pure.</summary>
public static class Compiler
{
    /// <summary>Every figure of the year.</summary>
    /// <exception cref="ArgumentException">
    /// A body, form, question or answer is there twice; a body has two submissions to one form, or one that it was not asked for; a scale lacks a value.
    /// </exception>
    public static Compilation Compile(CompilationInput input)
    {
        RefuseTwice(input.Bodies.Select(b => b.Id), id => $"The body {id} stands twice.");
        RefuseTwice(input.Forms.Select(f => f.Key), key => $"The form {key} stands twice.");
        foreach (var (body, form) in input.Asked())
        {
            RefuseTwice(form.QuestionsFor(body).Select(q => q.Key), key => $"{form.Key} asks {body.Id} two questions with the key {key}.");
        }

        var asked = input.Asked().Select(a => (a.Body.Id, a.Form.Key)).ToHashSet();
        var submissions = new Dictionary<(string Body, string Form), Submission>();
        foreach (var s in input.Submissions)
        {
            if (!asked.Contains((s.Body, s.Form)))
            {
                throw new ArgumentException($"{s.Body} was not asked for {s.Form} in {s.Year}.", nameof(input));
            }

            if (!submissions.TryAdd((s.Body, s.Form), s))
            {
                throw new ArgumentException($"Two submissions of {s.Form} from {s.Body} in {s.Year}.", nameof(input));
            }

            RefuseTwice(s.Answers.Select(a => a.Question), key => $"{s.Body} answers {key} of {s.Form} twice.");
        }

        var forms = input.Forms.Select(f => FormCount.Of(f, input, submissions)).ToArray();
        // A body that is asked nothing this year has no return.
        var returns = input.Bodies.Where(b => input.Forms.Any(f => f.IsFor(b))).Select(b => ReturnOf(b, input, submissions)).ToArray();
        var figures = NamedFigures.Of(input, returns, forms);
        var survey = input.Survey is { Result: not null } closed ? closed : null;
        return new Compilation
        {
            Year = input.Plan.Year,
            Returns = returns,
            Forms = forms,
            Survey = survey,
            Figures = figures,
            Fingerprint = Fingerprint(returns, survey, figures),
        };
    }

    private static void RefuseTwice(IEnumerable<string> keys, Func<string, string> sentence)
    {
        var seen = new HashSet<string>();
        if (keys.FirstOrDefault(k => !seen.Add(k)) is { } twice)
        {
            throw new ArgumentException(sentence(twice));
        }
    }

    private static BodyReturn ReturnOf(Body body, CompilationInput input, Dictionary<(string, string), Submission> submissions)
    {
        var forms = input.Forms.Where(f => f.IsFor(body)).Select(f => f.Key).ToArray();
        var deadline = input.Plan.Dates.Deadline.Date;
        var held = forms.Where(f => submissions.ContainsKey((body.Id, f))).Select(f => RefOf(submissions[(body.Id, f)], deadline)).ToArray();
        var missing = forms.Where(f => !submissions.ContainsKey((body.Id, f))).ToArray();
        var state = missing.Length == 0 ? ReturnState.Complete
            : held.Length > 0 ? ReturnState.Partial
            : body.Exempt is null ? ReturnState.Missing : ReturnState.Exempt;
        return new BodyReturn(body, state, held, missing);
    }

    /// <summary>The decision is shortened for a column of a table; the receipt and the copy write it in full.</summary>
    private static SubmissionRef RefOf(Submission s, DateOnly deadline) => new()
    {
        Body = s.Body,
        Form = s.Form,
        Sequence = s.Sequence,
        Fingerprint = s.Fingerprint(),
        SubmittedAt = s.SubmittedAt,
        Late = s.SubmittedAt >= WorkingDays.EndOf(deadline),
        Decision = s.Decision.ByDelegation
            ? $"delegation {Swedish.Date(s.Decision.Date)}"
            : $"{Swedish.Date(s.Decision.Date)} § {s.Decision.Paragraph}" + (s.Decision.DiaryNumber is { } dnr ? $", {dnr}" : ""),
    };

    private static string Fingerprint(IEnumerable<BodyReturn> returns, CompiledSurvey? survey, IEnumerable<Figure> figures)
    {
        var text = new StringBuilder();
        foreach (var r in returns)
        {
            text.Append(r.Body.Id).Append(' ').Append(r.State).Append('\n');
            foreach (var s in r.Submissions)
            {
                text.Append(s.Form).Append(' ').Append(s.Fingerprint).Append('\n');
            }
        }

        if (survey is not null)
        {
            SurveyFigureNames.AppendCanonically(text, survey);
        }

        foreach (var f in figures)
        {
            text.Append(f.Name).Append('=').Append(f.Text).Append('|').Append(CultureInfo.InvariantCulture, $"{f.Count}/{f.N}/{f.Percent}").Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
