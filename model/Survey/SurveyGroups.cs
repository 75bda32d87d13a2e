namespace Arshjulet.Model.Survey;

/// <summary>With whom a body's answers are counted. Decided when its first codes are mailed, and kept.</summary>
public enum SurveyGroup
{
    /// <summary>Nothing is mailed yet.</summary>
    Undecided,

    /// <summary>For itself.</summary>
    Own,

    /// <summary>Together with the other small ones: its answers are never anywhere for themselves.</summary>
    Common,
}

/// <summary>How many codes a body has been given, and what is decided of it.</summary>
public sealed record BodyCodes(string Body, int Codes, SurveyGroup Group);

/// <summary>
/// Sums of a handful of managers lead to persons for as long as they are kept, whatever the pages hide. So bodies with fewer codes than the
/// smallest group are counted together from the first answer on, and are not asked at all while they are too few for that.
/// </summary>
public static class SurveyGroups
{
    /// <summary>What the small ones together are called where a body's id stands else; no body has it.</summary>
    public const string Common = "~";

    /// <summary>Each body with codes and its group; still undecided where it has to wait, since the small ones together are too few.</summary>
    /// <param name="bodies">Bodies whose managers get codes of their own.</param>
    /// <param name="smallest">Fewest that are counted together.</param>
    public static IReadOnlyList<BodyCodes> Decide(IEnumerable<BodyCodes> bodies, int smallest)
    {
        var asked = bodies.Where(b => b.Codes > 0).ToArray();
        var small = asked.Where(b => b.Group == SurveyGroup.Common || (b.Group == SurveyGroup.Undecided && b.Codes < smallest)).ToArray();
        var enough = small.Sum(b => b.Codes) >= smallest;
        return
        [
            .. asked.Select(b => b.Group != SurveyGroup.Undecided ? b
                : b.Codes >= smallest ? b with { Group = SurveyGroup.Own }
                : enough ? b with { Group = SurveyGroup.Common } : b),
        ];
    }
}
