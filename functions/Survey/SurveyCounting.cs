using Arshjulet.Model.Compiling;
using Arshjulet.Model.Survey;

namespace Arshjulet.Functions.Survey;

/// <summary>A year's survey as far as it may be shown, beside its codes.</summary>
/// <param name="Invited">Body → codes and group, for those that have been given any.</param>
/// <param name="Result">By body, and the small ones together; what is small is hidden.</param>
public sealed record CountedSurvey(IReadOnlyDictionary<string, BodyCodes> Invited, SurveyResult Result)
{
    /// <summary>Whether a body is counted with the other small ones.</summary>
    public bool IsInCommon(string body) => Invited.GetValueOrDefault(body)?.Group == SurveyGroup.Common;

    public bool HasCommon => Invited.Values.Any(b => b.Group == SurveyGroup.Common);

    public int CodesOf(string part) => part == SurveyGroups.Common
        ? Invited.Values.Where(b => b.Group == SurveyGroup.Common).Sum(b => b.Codes)
        : Invited.GetValueOrDefault(part)?.Codes ?? 0;

    /// <summary>How many answered, or null where that is hidden, or counted elsewhere.</summary>
    public int? AnswersOf(string part) => Result.Answers.Bodies.FirstOrDefault(b => b.Body == part)?.Answers;

    /// <summary>Parts whose number is hidden. Their codes are shown together only: a code more than answers is known to be no answer.</summary>
    public IReadOnlyList<string> Hidden => [.. Result.Answers.Bodies.Where(b => b.Answers is null).Select(b => b.Body)];
}

/// <summary>Puts sums and codes together, and hides what is small. All that shows anything of the answers goes this way.</summary>
public sealed class SurveyCounting(Surveys surveys, SurveyStore store, SurveyInvitations invitations)
{
    /// <summary>What a compilation takes of a year's survey: once it has closed, what may be shown of it; before, only that there is one.</summary>
    public async Task<CompiledSurvey?> CompiledAsync(int year, CancellationToken cancellation)
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
            Result = views[0].Closed ? (await OfAsync(year, cancellation)).Result : null,
        };
    }

    public async Task<CountedSurvey> OfAsync(int year, CancellationToken cancellation)
    {
        var (views, invited) = (surveys.OfYear(year), await invitations.OfYearAsync(year, cancellation));
        var sums = await store.SumsAsync(year, cancellation);
        var apart = views.Where(v => invited.GetValueOrDefault(v.Part.Key)?.Group != SurveyGroup.Common).ToArray();
        var together = invited.Values.Where(b => b.Group == SurveyGroup.Common).Sum(b => b.Codes);
        BodySums[] parts =
        [
            .. apart.Select(v => Part(v.Part.Key, v.IsOpen ? null : invited.GetValueOrDefault(v.Part.Key)?.Codes ?? 0)),
            .. together > 0 ? new[] { Part(SurveyGroups.Common, together) } : [],
        ];
        return new CountedSurvey(invited, SurveyResult.Of(views[0].Form, parts, views[0].Plan.SmallestGroup));

        // More answers than codes given out: somebody got in by another way, and the codes tell nothing.
        BodySums Part(string part, int? given)
        {
            var counted = sums.GetValueOrDefault(part, SurveySums.None);
            return new BodySums(part, counted, given >= counted.Answers ? given : null);
        }
    }
}
