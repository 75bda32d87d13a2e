using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Model.Compiling;

/// <summary>
/// Gives every figure of a compilation the name that the office's texts use. Names are the form's, section's or question's key, the
/// step's value and a suffix, with dots between: <c>access.ja.spann</c>, <c>god-intern-kontroll.2015.tillfredsstallande</c>.
/// </summary>
internal static class NamedFigures
{
    /// <summary>The text of a figure without answers behind it.</summary>
    public const string Nothing = "(uppgift saknas)";

    /// <summary>The suffixes of a share's names, one for each way to write it.</summary>
    private static readonly string[] ShareSuffixes = ["", ".tabell", ".antal", ".n", ".ord", ".brak"];

    public static IReadOnlyList<Figure> Of(CompilationInput input, IReadOnlyList<BodyReturn> returns, IReadOnlyList<FormFigures> forms)
    {
        var figures = new List<Figure>();
        Answering(figures, input, returns);
        foreach (var form in forms)
        {
            OfForm(figures, form, input);
        }

        if (input.Survey is { } survey)
        {
            SurveyFigureNames.Add(figures, survey);
        }

        return figures.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two figures are called {twice.Key}: a question or section has the key of a step, or of another.", nameof(input))
            : figures;
    }

    private static void Answering(List<Figure> figures, CompilationInput input, IReadOnlyList<BodyReturn> returns)
    {
        string[] Names(Func<BodyReturn, bool> which) => [.. returns.Where(which).Select(r => r.Body.Name)];
        var missing = Names(r => r.State == ReturnState.Missing);
        var partial = Names(r => r.State == ReturnState.Partial);
        var exempt = Names(r => r.State == ReturnState.Exempt);
        var complete = Names(r => r.State == ReturnState.Complete);
        figures.Add(new Figure("ar", $"{input.Plan.Year}"));
        figures.Add(new Figure("ar.foregaende", $"{input.Plan.Year - 1}"));
        string[] reviews = [.. input.Plan.Reviews.Where(r => input.Forms.Any(f => f.Key == r.Form)).Select(r => r.RiskName)];
        figures.Add(new Figure("granskningar", reviews.Length == 0 ? "ingen" : Swedish.List(reviews), reviews.Length));
        figures.Add(Plain("svar.tillfragade", returns.Count));
        figures.Add(Plain("svar.inlamnade", complete.Length));
        figures.Add(Plain("svar.delvis", partial.Length));
        figures.Add(Plain("svar.saknade", missing.Length));
        figures.Add(Plain("svar.undantagna", exempt.Length));
        figures.Add(Plain("svar.sena", returns.Count(r => r.Submissions.Any(s => s.Late))));
        figures.Add(new Figure("svar.saknas", missing.Length == 0 ? "ingen" : Swedish.List(missing), missing.Length, returns.Count));
        figures.Add(new Figure("svar.saknar-delar", partial.Length == 0 ? "ingen" : Swedish.List(partial), partial.Length, returns.Count));
        figures.Add(new Figure("svar.undantag", exempt.Length == 0 ? "ingen" : Swedish.List(exempt), exempt.Length, returns.Count));
    }

    private static void OfForm(List<Figure> figures, FormFigures form, CompilationInput input)
    {
        figures.Add(Plain($"{form.Key}.svarande", form.Respondents));
        figures.Add(Plain($"{form.Key}.pastaenden", form.Statements.Count()));
        foreach (var total in form.Totals)
        {
            Shares(figures, form.Key, total);
            Spans(figures, form.Key, total, form.Statements);
        }

        foreach (var section in form.Sections)
        {
            OfSection(figures, form, section, input);
        }

        foreach (var history in form.History)
        {
            OfHistory(figures, form, history, input.Plan);
        }
    }

    private static void OfSection(List<Figure> figures, FormFigures form, SectionFigures section, CompilationInput input)
    {
        var name = $"{form.Key}.{section.Key}";
        foreach (var total in section.Totals)
        {
            Shares(figures, name, total);
            Spans(figures, name, total, section.Questions.Where(q => q.Kind == QuestionKind.Statement));
        }

        if (section.Items is { } items)
        {
            figures.Add(Plain($"{name}.objekt", items.Count));
            figures.Add(Plain($"{name}.kriterier", section.Questions.Count(q => q.Kind == QuestionKind.Statement)));
            figures.Add(Plain($"{name}.provningar", section.Totals.Sum(t => t.N)));
            foreach (var step in section.Totals.SelectMany(t => t.Steps).Select(s => s.Step).Where(s => s.Meaning != StepMeaning.NotApplicable))
            {
                Share(figures, $"{name}.objekt.{step.Value}", items.Count(i => i.Worst == step), items.Count);
            }

            Share(figures, $"{name}.objekt.med-brister", items.Count(i => i.Worst is { Meaning: StepMeaning.Improve or StepMeaning.Urgent }), items.Count);
        }

        // Keys of questions about items are unique in their section only; those of ordinary questions in the whole form.
        var prefix = section.Items is null ? form.Key : name;
        foreach (var question in section.Questions.Where(q => q.Distribution is not null))
        {
            Shares(figures, $"{prefix}.{question.Key}", question.Distribution!);
            foreach (var step in section.Items is null ? question.Distribution!.Steps : [])
            {
                var who = question.ByBody.Where(b => b.Value == step.Step.Value)
                    .Select(b => input.Bodies.First(x => x.Id == b.Body).Name).ToArray();
                figures.Add(new Figure($"{prefix}.{question.Key}.{step.Step.Value}.vilka", who.Length == 0 ? "ingen" : Swedish.List(who), step.Count, step.N));
            }
        }
    }

    private static void OfHistory(List<Figure> figures, FormFigures form, FormHistory history, YearPlan plan)
    {
        var name = $"{form.Key}.{history.Year}";
        Shares(figures, name, history.Total);
        if (history.Respondents is { } respondents)
        {
            figures.Add(Plain($"{name}.svarande", respondents));
        }

        // As in the year's own spans: a question without answers has no share, not a share of 0, and other scales have other steps.
        var same = history.Questions.Values.Where(d => d.Scale == history.Total.Scale && d.N > 0).ToArray();
        foreach (var then in history.Total.Steps)
        {
            var step = then.Step.Value;
            figures.Add(new Figure($"{name}.{step}.spann", Span.Of(same, step) is { } span ? Swedish.SpanInProse(span) : Nothing));
            if (then.N > 0 && form.Totals.FirstOrDefault(t => t.Scale == history.Total.Scale) is { N: > 0 } total)
            {
                var change = new Comparison(history.Year, then.Percent, plan.Year, total[step].Percent);
                figures.Add(new Figure($"{form.Key}.{step}.forandring.{history.Year}", change.InProse(), Percent: change.Points));
                figures.Add(new Figure($"{form.Key}.{step}.forandring-ar-sist.{history.Year}", change.InProseYearsLast(), Percent: change.Points));
                figures.Add(new Figure($"{form.Key}.{step}.niva.{history.Year}", change.Level(plan.SameLevelWithin), Percent: change.Points));
            }
            else
            {
                // A text with a comparison compiles also when there is nothing to compare with: the figure's text says so.
                figures.Add(new Figure($"{form.Key}.{step}.forandring.{history.Year}", Nothing));
                figures.Add(new Figure($"{form.Key}.{step}.forandring-ar-sist.{history.Year}", Nothing));
                figures.Add(new Figure($"{form.Key}.{step}.niva.{history.Year}", Nothing));
            }
        }
    }

    private static void Spans(List<Figure> figures, string name, Distribution total, IEnumerable<QuestionFigures> statements)
    {
        var same = statements.Where(q => q.Distribution!.Scale == total.Scale && q.Distribution.N > 0).Select(q => q.Distribution!).ToArray();
        foreach (var step in total.Steps)
        {
            figures.Add(new Figure($"{name}.{step.Step.Value}.spann", Span.Of(same, step.Step.Value) is { } span ? Swedish.SpanInProse(span) : Nothing));
        }
    }

    /// <summary>A scale's shares; where they are missing, the same names with a text that says so.</summary>
    public static void Shares(List<Figure> figures, string name, Scale scale, Distribution? distribution)
    {
        if (distribution is not null)
        {
            Shares(figures, name, distribution);
            return;
        }

        foreach (var step in scale.Steps)
        {
            figures.AddRange(ShareSuffixes.Select(suffix => new Figure($"{name}.{step.Value}{suffix}", Nothing)));
        }
    }

    private static void Shares(List<Figure> figures, string name, Distribution distribution)
    {
        foreach (var step in distribution.Steps)
        {
            Share(figures, $"{name}.{step.Step.Value}", step.Count, step.N);
        }
    }

    private static void Share(List<Figure> figures, string name, int count, int n)
    {
        var percent = Percent.Of(count, n);
        figures.Add(new Figure(name, Swedish.PercentInProse(percent), count, n, percent));
        figures.Add(new Figure($"{name}.tabell", Swedish.PercentInTable(percent), count, n, percent));
        figures.Add(new Figure($"{name}.antal", Swedish.Number(count), count, n));
        figures.Add(new Figure($"{name}.n", Swedish.Number(n), n));
        figures.Add(new Figure($"{name}.ord", Quantifier.Of(count, n), count, n));
        figures.Add(new Figure($"{name}.brak", Quantifier.Fraction(count, n), count, n, percent));
    }

    public static Figure Plain(string name, int count) => new(name, Swedish.Number(count), count);
}
