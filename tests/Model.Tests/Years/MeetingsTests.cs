namespace Arshjulet.Model.Tests;

/// <summary>KSAU, KS and KF decide once each and in that order, and nothing is in force before its time.</summary>
public class MeetingsTests
{
    private static readonly MeetingDecision Ksau = new(Decider.Ksau, new(2025, 3, 24), "101", 2);
    private static readonly MeetingDecision Ks = new(Decider.Ks, new(2025, 4, 2), "77", 2);
    private static readonly MeetingDecision Kf = new(Decider.Kf, new(2025, 5, 22), "130", 3);
    private static readonly DateOnly Later = new(2025, 6, 1);

    [Fact]
    public void KSAU_KS_and_KF_decide_in_that_order()
    {
        Assert.Null(FaultOf(Ksau));
        Assert.Null(FaultOf(Ks, Ksau));
        Assert.Null(FaultOf(Kf, Ksau, Ks));
    }

    [Fact]
    public void Nobody_decides_before_the_one_that_prepares()
    {
        Assert.Equal(MeetingFault.EarlierDeciderMissing, FaultOf(Ks));
        Assert.Equal(MeetingFault.EarlierDeciderMissing, FaultOf(Kf));
        Assert.Equal(MeetingFault.EarlierDeciderMissing, FaultOf(Kf, Ksau));
    }

    [Fact]
    public void A_later_decider_may_meet_on_the_same_day_and_not_before()
    {
        Assert.Null(FaultOf(Ks with { Date = Ksau.Date }, Ksau));
        Assert.Equal(MeetingFault.BeforeEarlierDecider, FaultOf(Ks with { Date = Ksau.Date.AddDays(-1) }, Ksau));
    }

    [Fact]
    public void Registering_the_same_decision_twice_is_registering_it_once_and_another_is_refused()
    {
        Assert.Null(FaultOf(Ks with { }, Ksau, Ks));
        Assert.Equal(MeetingFault.AlreadyDecided, FaultOf(Ks with { Paragraph = "78" }, Ksau, Ks));
        Assert.Equal(MeetingFault.AlreadyDecided, FaultOf(Ks with { Date = Ks.Date.AddDays(1) }, Ksau, Ks));
        Assert.Equal(MeetingFault.AlreadyDecided, FaultOf(Ks with { Version = 3 }, Ksau, Ks));
    }

    [Fact]
    public void A_meeting_that_has_not_been_held_has_decided_nothing_and_todays_may_have()
    {
        Assert.Equal(MeetingFault.InTheFuture, Meetings.FaultOf(Ksau, [], compiled: true, today: Ksau.Date.AddDays(-1)));
        Assert.Null(Meetings.FaultOf(Ksau, [], compiled: true, today: Ksau.Date));
    }

    [Fact]
    public void Nothing_is_decided_before_there_is_a_report() => Assert.Equal(MeetingFault.NotCompiled, Meetings.FaultOf(Ksau, [], compiled: false, Later));

    [Fact]
    public void What_KS_decides_is_in_force_only_when_KF_has_decided()
    {
        Assert.False(Meetings.KsIsInForce([Ksau, Ks]));
        Assert.True(Meetings.KsIsInForce([Ksau, Ks, Kf]));
    }

    [Fact]
    public void What_counts_is_the_version_that_the_last_decider_had()
    {
        Assert.Null(Meetings.DecidedVersion([]));
        Assert.Equal(2, Meetings.DecidedVersion([Ksau, Ks]));
        Assert.Equal(3, Meetings.DecidedVersion([Kf, Ksau, Ks]));
    }

    [Property]
    public void However_decisions_are_tried_those_accepted_are_there_once_each_and_in_order(byte[] tries)
    {
        var accepted = new List<MeetingDecision>();
        foreach (var attempt in tries)
        {
            var decision = new MeetingDecision((Decider)(attempt % 3), Ksau.Date.AddDays(attempt / 3), "1", 1);
            if (FaultOf(decision, [.. accepted]) is null && !accepted.Contains(decision))
            {
                accepted.Add(decision);
            }
        }

        Assert.Equal(accepted.Select((_, i) => (Decider)i), accepted.Select(d => d.Decider));
        Assert.Equal(accepted.Select(d => d.Date).Order(), accepted.Select(d => d.Date));
    }

    private static MeetingFault? FaultOf(MeetingDecision decision, params MeetingDecision[] earlier) =>
        Meetings.FaultOf(decision, earlier, compiled: true, Later.AddYears(1));
}
