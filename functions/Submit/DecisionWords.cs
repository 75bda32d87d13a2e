using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Submit;

/// <summary>A body's own decision as the receipt says it.</summary>
internal static class DecisionWords
{
    public static string Of(OwnDecision decision) => decision.ByDelegation
        ? Text.With(SubmitTexts.DelegationOn, Swedish.Date(decision.Date))
        : Text.With(SubmitTexts.MeetingOn, Swedish.Date(decision.Date), decision.Paragraph, decision.DiaryNumber).TrimEnd();
}
