namespace Arshjulet.Model.Years;

/// <summary>Who decides on the report, in order. KS's decisions are conditional on KF's.</summary>
public enum Decider
{
    /// <summary>Kommunstyrelsens arbetsutskott: prepares and proposes.</summary>
    Ksau,
    Ks,
    Kf,
}

/// <summary>A decision at a meeting, as the secretary registers it.</summary>
/// <param name="Decider">Who decided.</param>
/// <param name="Date">The meeting's day.</param>
/// <param name="Paragraph">Of the minutes, without "§".</param>
/// <param name="Version">Of the compilation whose documents were decided on.</param>
public sealed record MeetingDecision(Decider Decider, DateOnly Date, string Paragraph, int Version);

/// <summary>Why a meeting decision is refused.</summary>
public enum MeetingFault
{
    NotCompiled,
    EarlierDeciderMissing,
    BeforeEarlierDecider,
    AlreadyDecided,
    InTheFuture,
}

/// <summary>The order of the decisions: KSAU, KS, KF, each on or after the one before, none before there is a report.</summary>
public static class Meetings
{
    /// <summary>KF's notice must be up at least a week before (KL 5:13).</summary>
    public static DateOnly LatestNotice(DateOnly kf) => kf.AddDays(-7);

    /// <summary>Why this decision can't be registered after the earlier ones, or null. The same decision again is no fault.</summary>
    public static MeetingFault? FaultOf(MeetingDecision decision, IReadOnlyList<MeetingDecision> earlier, bool compiled, DateOnly today)
    {
        if (earlier.FirstOrDefault(d => d.Decider == decision.Decider) is { } same)
        {
            return same == decision ? null : MeetingFault.AlreadyDecided;
        }

        if (!compiled)
        {
            return MeetingFault.NotCompiled;
        }

        if (decision.Date > today)
        {
            return MeetingFault.InTheFuture;
        }

        if (decision.Decider == Decider.Ksau)
        {
            return null;
        }

        var before = earlier.FirstOrDefault(d => d.Decider == decision.Decider - 1);
        return before is null ? MeetingFault.EarlierDeciderMissing : decision.Date < before.Date ? MeetingFault.BeforeEarlierDecider : null;
    }

    /// <summary>The version of the compilation that the last decider decided on; null before anyone has decided.</summary>
    public static int? DecidedVersion(IReadOnlyList<MeetingDecision> decisions) => decisions.MaxBy(d => d.Decider)?.Version;

    /// <summary>Whether KS's decisions have taken effect: only when KF has decided.</summary>
    public static bool KsIsInForce(IReadOnlyList<MeetingDecision> decisions) => decisions.Any(d => d.Decider == Decider.Kf);
}
