using Arshjulet.Model.Years;

namespace Arshjulet.Functions.Settle;

/// <summary>Names of deciders, and error messages about meetings.</summary>
internal static class SettleWords
{
    public static string For(Decider decider) => decider switch
    {
        Decider.Ksau => SettleTexts.Ksau,
        Decider.Ks => SettleTexts.Ks,
        _ => SettleTexts.Kf,
    };

    public static string For(MeetingFault fault) => fault switch
    {
        MeetingFault.NotCompiled => SettleTexts.NotCompiled,
        MeetingFault.EarlierDeciderMissing => SettleTexts.EarlierMissing,
        MeetingFault.BeforeEarlierDecider => SettleTexts.BeforeEarlier,
        MeetingFault.AlreadyDecided => SettleTexts.AlreadyDecided,
        _ => SettleTexts.InTheFuture,
    };
}
