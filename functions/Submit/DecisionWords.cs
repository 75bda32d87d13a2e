using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Functions.Submit;

/// <summary>Describes a body's own decision, as printed on the receipt.</summary>
internal static class DecisionWords
{
    public static string Describe(OwnDecision decision) => decision.ByDelegation
        ? Text.With(SubmitTexts.DelegationOn, Swedish.Date(decision.Date))
        : Text.With(SubmitTexts.MeetingOn, Swedish.Date(decision.Date), decision.Paragraph, decision.DiaryNumber).TrimEnd();
}
