using Arshjulet.Documents.Word;
using Arshjulet.Model.Figures;

namespace Arshjulet.Documents.Tables;

/// <summary>Rows of distributions of one scale: a name, each step as "17 (74 %)", and n.</summary>
internal static class DistributionTable
{
    public static WordTable Of(
        string heading, IReadOnlyList<(string Label, Distribution Distribution)> rows, (string Label, Distribution Distribution)? total = null)
    {
        var all = total is { } sum ? [.. rows, sum] : rows;
        return new WordTable(
            [new WordColumn(heading, 1), .. all[0].Distribution.Steps.Select(s => new WordColumn(s.Step.Label)), new WordColumn(WordTexts.AnswersN)],
            [.. all.Select(r => (IReadOnlyList<string>)[r.Label, .. r.Distribution.Steps.Select(CountAndShare), Swedish.Number(r.Distribution.N)])])
        { Total = total is not null };
    }

    /// <summary>"17 (74 %)": the count comes first, so that a share rounded to 0 hides nothing. A dash where nobody answered.</summary>
    public static string CountAndShare(StepCount step) => step.N == 0 ? "–" : $"{Swedish.Number(step.Count)}\u00A0({Swedish.PercentInTable(step.Percent)})";

    /// <summary>A sentence for each share that is rounded to 0 though somebody chose the step.</summary>
    public static IEnumerable<string> HiddenByRounding(IEnumerable<(string Label, Distribution Distribution)> rows) =>
        from row in rows
        from step in row.Distribution.Steps
        where step is { Count: > 0, Percent: 0 }
        select Fill.In(
            WordTexts.HiddenByRounding,
            row.Label,
            step.Step.Label,
            Swedish.PercentInProse(0),
            Swedish.InWords(step.Count, neuter: true),
            Swedish.Number(step.N));
}
