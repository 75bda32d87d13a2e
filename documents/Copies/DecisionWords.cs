using Arshjulet.Documents.Tables;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Copies;

/// <summary>A body's own decision in words, for the receipt and the copy. The report's tables have a shorter form, made by the compilation.</summary>
public static class DecisionWords
{
    /// <summary>"Sammanträde 2024-11-20, § 112 KN-2024-318", or "Delegationsbeslut 2024-11-20".</summary>
    public static string For(OwnDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision.ByDelegation ? WithoutDiaryNumber(decision) : $"{WithoutDiaryNumber(decision)} {decision.DiaryNumber}".TrimEnd();
    }

    /// <summary>As <see cref="For"/>, where the diary number has a line of its own.</summary>
    internal static string WithoutDiaryNumber(OwnDecision decision) => decision.ByDelegation
        ? Fill.In(CopyTexts.ByDelegation, Swedish.Date(decision.Date))
        : Fill.In(CopyTexts.ByMeeting, Swedish.Date(decision.Date), decision.Paragraph ?? "–");
}
