namespace Arshjulet.Model.Survey;

/// <summary>Which bodies a body's answers are counted together with. It is decided when its first codes are mailed, and never changed.</summary>
public enum SurveyGroup
{
    /// <summary>Nothing is mailed yet.</summary>
    Undecided,

    /// <summary>By itself.</summary>
    Own,

    /// <summary>Together with the other small bodies: its answers are never kept apart from theirs.</summary>
    Common,
}

/// <summary>How many codes a body has been given, and how it is counted.</summary>
public sealed record BodyCodes(string Body, int Codes, SurveyGroup Group);

/// <summary>The bodies that have codes, by how they are counted.</summary>
/// <param name="Own">Counted by themselves.</param>
/// <param name="Small">Counted together.</param>
/// <param name="Waiting">Small, and together too few: nothing is sent to them.</param>
public sealed record GroupedBodies(IReadOnlyList<BodyCodes> Own, IReadOnlyList<BodyCodes> Small, IReadOnlyList<BodyCodes> Waiting)
{
    /// <summary>Each body with its group.</summary>
    public IEnumerable<BodyCodes> Decided => Own.Concat(Small);
}

/// <summary>
/// The sums of a handful of managers can be traced to persons as long as they are kept, whatever the pages hide. So bodies with fewer codes than
/// the smallest group are counted together from the first answer, and are not asked at all while they are too few for that.
/// </summary>
public static class SurveyGroups
{
    /// <summary>The name for the small bodies together where otherwise there is a body's id; no body has this id.</summary>
    public const string Common = "~";

    /// <summary>How each body with codes is counted. A decision already made is kept.</summary>
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
