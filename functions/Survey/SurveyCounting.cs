using Arshjulet.Model.Compiling;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>A year's survey results, without what must be hidden, and the numbers of codes.</summary>
/// <param name="Invited">Body → number of codes and group, for bodies with codes.</param>
/// <param name="Result">The result by body, and for the small bodies together; small groups are hidden.</param>
public sealed record CountedSurvey(IReadOnlyDictionary<string, BodyCodes> Invited, SurveyResult Result)
{
    /// <summary>Whether a body is counted together with the other small ones.</summary>
    public bool IsInCommon(string body) => Invited.GetValueOrDefault(body)?.Group == SurveyGroup.Common;

    public bool HasCommon => Invited.Values.Any(b => b.Group == SurveyGroup.Common);

    public int CodesOf(string part) => part == SurveyGroups.Common
        ? Invited.Values.Where(b => b.Group == SurveyGroup.Common).Sum(b => b.Codes)
        : Invited.GetValueOrDefault(part)?.Codes ?? 0;

    /// <summary>How many answered; null if that is hidden, or counted elsewhere.</summary>
    public int? AnswersOf(string part) => Result.Answers.Bodies.FirstOrDefault(b => b.Body == part)?.Answers;

    /// <summary>
    /// The parts whose number of answers is hidden. Their codes may only be shown as a sum: a number of codes says something about who did not answer.
    /// </summary>
    public IReadOnlyList<string> Hidden => [.. Result.Answers.Bodies.Where(b => b.Answers is null).Select(b => b.Body)];
}

/// <summary>Combines sums and codes, and hides small groups. Everything that shows anything about the answers must use this class.</summary>
public sealed class SurveyCounting(Surveys surveys, SurveyStore store, SurveyInvitations invitations)
{
    /// <summary>The survey's part of a compilation; null if the year has none. The result is included only once the survey has closed.</summary>
    public async Task<CompiledSurvey?> ReadForCompilationAsync(int year, CancellationToken cancellation)
    {
        if (!surveys.Years.Contains(year))
        {
            return null;
        }

        var views = surveys.OfYear(year);
        return new CompiledSurvey
        {
            Form = views[0].Form,
            Names = views.Append(surveys.Common(year)).ToDictionary(v => v.Part.Key, v => v.Part.Name),
            Result = views[0].Closed ? (await ReadAsync(year, cancellation)).Result : null,
        };
    }

    /// <summary>A year's survey, counted.</summary>
    public async Task<CountedSurvey> ReadAsync(int year, CancellationToken cancellation)
    {
        var (views, invited) = (surveys.OfYear(year), await invitations.OfYearAsync(year, cancellation));
        var sums = await store.SumsAsync(year, cancellation);
        var separate = views.Where(v => invited.GetValueOrDefault(v.Part.Key)?.Group != SurveyGroup.Common).ToArray();
        var commonCodes = invited.Values.Where(b => b.Group == SurveyGroup.Common).Sum(b => b.Codes);
        BodySums[] parts =
        [
            .. separate.Select(v => Part(v.Part.Key, v.IsOpen ? null : invited.GetValueOrDefault(v.Part.Key)?.Codes ?? 0)),
            .. commonCodes > 0 ? new[] { Part(SurveyGroups.Common, commonCodes) } : [],
        ];
        return new CountedSurvey(invited, SurveyResult.Of(views[0].Form, parts, views[0].Plan.SmallestGroup));

        // If there are more answers than codes, somebody got in by another way, and the number of codes is meaningless.
        BodySums Part(string part, int? given)
        {
            var counted = sums.GetValueOrDefault(part, SurveySums.None);
            return new BodySums(part, counted, given >= counted.Answers ? given : null);
        }
    }
}
