using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Settle;

/// <summary>Deciders and refusals in words.</summary>
internal static class SettleNames
{
    public static string Of(Decider decider) => decider switch
    {
        Decider.Ksau => SettleTexts.Ksau,
        Decider.Ks => SettleTexts.Ks,
        _ => SettleTexts.Kf,
    };

    public static string Of(MeetingFault fault) => fault switch
    {
        MeetingFault.NotCompiled => SettleTexts.NotCompiled,
        MeetingFault.EarlierDeciderMissing => SettleTexts.EarlierMissing,
        MeetingFault.BeforeEarlierDecider => SettleTexts.BeforeEarlier,
        MeetingFault.AlreadyDecided => SettleTexts.AlreadyDecided,
        _ => SettleTexts.InTheFuture,
    };
}
