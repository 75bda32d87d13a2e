using Arshjulet.Documents.Charts;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Tables;

/// <summary>What statements are called in tables, and how their steps look in charts.</summary>
internal static class Statements
{
    /// <summary>The statement, with its small heading in front: "Rutinerna är kända" is said of two things.</summary>
    public static string Label(QuestionFigures question) => question.Group is { } group ? $"{group}: {question.Text}" : question.Text;

    public static SeriesLook Look(StepMeaning meaning) => meaning switch
    {
        StepMeaning.Good => SeriesLook.Good,
        StepMeaning.Improve => SeriesLook.Improve,
        StepMeaning.Urgent => SeriesLook.Urgent,
        StepMeaning.NotApplicable => SeriesLook.NotApplicable,
        _ => SeriesLook.Current,
    };

    /// <summary>A stacked bar for each row with answers; null when no row has any.</summary>
    public static BarChart? Stacked(string title, IEnumerable<(string Label, Distribution Distribution)> rows)
    {
        var answered = rows.Where(r => r.Distribution.N > 0).ToArray();
        return answered.Length == 0 ? null : new BarChart(
            title,
            [.. answered.Select(r => r.Label)],
            [
                .. answered[0].Distribution.Steps.Select((s, i) => new ChartSeries(
                    s.Step.Label, Look(s.Step.Meaning), [.. answered.Select(r => Bar.Of(r.Distribution.Steps[i]))])),
            ],
            Stacked: true);
    }

    /// <summary>The sections that have statements on a scale, each with its total.</summary>
    public static IReadOnlyList<(string Label, Distribution Distribution)> Categories(FormFigures form, string scale) =>
    [
        .. form.Sections.Where(s => s.Items is null)
            .SelectMany(s => s.Totals.Where(t => t.Scale == scale).Select(t => (s.Title, t))),
    ];
}
