using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Collect;

/// <summary>A body's own decision as the receipt says it.</summary>
internal static class DecisionWords
{
    public static string Of(OwnDecision decision) => decision.ByDelegation
        ? Text.With(CollectTexts.DelegationOn, Swedish.Date(decision.Date))
        : Text.With(CollectTexts.MeetingOn, Swedish.Date(decision.Date), decision.Paragraph, decision.DiaryNumber).TrimEnd();
}
