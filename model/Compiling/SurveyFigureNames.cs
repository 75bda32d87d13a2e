using System.Globalization;
using System.Text;
using Arshjulet.Model.Figures;

namespace Arshjulet.Model.Compiling;

/// <summary>
/// The survey's figures by name: <c>chefsenkat.svarande</c>, <c>chefsenkat.info-lokaler.fullstandig</c>. They are over all bodies. A hidden figure
/// has its name all the same, so that a text that uses it compiles and says that it is missing.
/// </summary>
internal static class SurveyFigureNames
{
    public static void Add(List<Figure> figures, CompiledSurvey survey)
    {
        var key = survey.Form.Key;
        var answers = $"{key}.svarande";
        figures.Add(survey.Result?.Answers.Total is { } total ? NamedFigures.Plain(answers, total) : new Figure(answers, NamedFigures.Nothing));
        foreach (var question in survey.Form.Sections.SelectMany(s => s.Questions).Where(q => q.Scale is not null))
        {
            var shown = survey.Result?.Questions.FirstOrDefault(q => q.Question.Key == question.Key)?.Total;
            NamedFigures.Shares(figures, $"{key}.{question.Key}", survey.Form.ScaleOf(question)!, shown is { N: > 0 } ? shown : null);
        }
    }

    /// <summary>Appends every figure that is shown, in the survey's own order, and a dash for each hidden one.</summary>
    public static void AppendCanonically(StringBuilder text, CompiledSurvey survey)
    {
        var result = survey.Result!;
        text.Append(CultureInfo.InvariantCulture, $"{survey.Form.Key} v{survey.Form.Version}\n");
        foreach (var body in result.Answers.Bodies)
        {
            text.Append(CultureInfo.InvariantCulture, $"{body.Body} {body.Answers?.ToString(CultureInfo.InvariantCulture) ?? "-"}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{result.Answers.Total?.ToString(CultureInfo.InvariantCulture) ?? "-"}\n");
        foreach (var question in result.Questions)
        {
            var parts = question.Bodies.Select(b => (b.Body, b.Distribution)).Append(("rest", question.Rest)).Append(("all", question.Total));
            foreach (var (part, distribution) in parts)
            {
                text.Append(CultureInfo.InvariantCulture, $"{question.Question.Key} {part} {Counts(distribution)}\n");
            }
        }
    }

    private static string Counts(Distribution? distribution) =>
        distribution is null ? "-" : string.Join(',', distribution.Steps.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Step.Value}={s.Count}")));
}
