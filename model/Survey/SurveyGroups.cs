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

/// <summary>The bodies that have codes, by with whom they are counted.</summary>
/// <param name="Own">Counted for themselves.</param>
/// <param name="Small">Counted together.</param>
/// <param name="Waiting">Small, and together too few: nothing is sent to them.</param>
public sealed record GroupedBodies(IReadOnlyList<BodyCodes> Own, IReadOnlyList<BodyCodes> Small, IReadOnlyList<BodyCodes> Waiting)
{
    /// <summary>All that is decided, with its group.</summary>
    public IEnumerable<BodyCodes> Decided => Own.Concat(Small);
}

/// <summary>
/// Sums of a handful of managers lead to persons for as long as they are kept, whatever the pages hide. So bodies with fewer codes than the
/// smallest group are counted together from the first answer on, and are not asked at all while they are too few for that.
/// </summary>
public static class SurveyGroups
{
    /// <summary>What the small ones together are called where a body's id stands else; no body has it.</summary>
    public const string Common = "~";

    /// <summary>With whom each body with codes is counted. What is decided already is kept.</summary>
    /// <param name="bodies">Bodies whose managers get codes of their own.</param>
    /// <param name="smallest">Fewest that are counted together.</param>
    public static GroupedBodies Decide(IEnumerable<BodyCodes> bodies, int smallest)
    {
        var asked = bodies.Where(b => b.Codes > 0).ToLookup(b => b.Group == SurveyGroup.Common || (b.Group == SurveyGroup.Undecided && b.Codes < smallest));
        BodyCodes[] small = [.. asked[true]];
        var enough = small.Sum(b => b.Codes) >= smallest;
        return new GroupedBodies(
            [.. asked[false].Select(b => b with { Group = SurveyGroup.Own })],
            enough ? [.. small.Select(b => b with { Group = SurveyGroup.Common })] : [],
            enough ? [] : small);
    }
}
