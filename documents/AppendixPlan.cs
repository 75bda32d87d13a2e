using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents;

/// <summary>Which forms and which question the appendices are about.</summary>
public sealed record AppendixPlan
{
    private const int LadderSteps = 5;

    /// <summary>Key of the yearly self-assessment's form.</summary>
    public required string SelfAssessment { get; init; }

    /// <summary>Key of the review's form that is compared with an earlier review, or null if the year has none.</summary>
    public string? Access { get; init; }

    /// <summary>Form and question of the maturity ladder, or null if the year does not ask it.</summary>
    public (string Form, string Question)? Ladder { get; init; }

    /// <summary>
    /// The plan's self-assessment; the review called "access", else the first one that has been made before, statement by statement;
    /// and the first choice on a neutral scale of five steps.
    /// </summary>
    public static AppendixPlan For(Compilation compilation, YearPlan plan)
    {
        var reviews = compilation.Forms.Where(f => f.Key != plan.SelfAssessment).ToArray();
        var access = reviews.FirstOrDefault(f => f.Key == "access")
            ?? reviews.FirstOrDefault(f => plan.Reviews.Any(r => r.Key == "access" && r.Form == f.Key))
            ?? reviews.FirstOrDefault(f => f.History.Any(h => h.Questions.Count > 0));
        var ladder = compilation.Forms
            .SelectMany(f => f.Sections.SelectMany(s => s.Questions).Where(q => IsLadder(q, f)).Select(q => ((string, string)?)(f.Key, q.Key)))
            .FirstOrDefault();
        return new AppendixPlan { SelfAssessment = plan.SelfAssessment, Access = access?.Key, Ladder = ladder };
    }

    private static bool IsLadder(QuestionFigures question, FormFigures form) =>
        question is { Kind: QuestionKind.Choice, Distribution: { } distribution }
        && distribution.Steps.Count == LadderSteps
        && form.Scales[distribution.Scale].Steps.All(s => s.Meaning == StepMeaning.Neutral);
}
