using Arshjulet.Model.Compiling;
using Arshjulet.Model.Figures;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Tests.City;

internal static class Histories
{
    public static readonly FormHistory First = new()
    {
        Year = 2015,
        Form = Exempelstad.SelfAssessment,
        Source = "Andelarna är kända. Antalen är valda så att de ger dem.",
        Sample = true,
        Total = Of(Forms.Judgement, 284, 135, 13, 5),
    };

    public static readonly FormHistory Before = new()
    {
        Year = 2023,
        Form = Exempelstad.SelfAssessment,
        Source = "Antalen är påhittade.",
        Sample = true,
        Respondents = 23,
        Total = Of(Forms.Judgement, 380, 46, 3, 8),
        Questions = Forms.SelfAssessment.Sections.SelectMany(s => s.Questions).ToDictionary(q => q.Key, _ => Of(Forms.Judgement, 20, 3, 0, 0)),
    };

    public static readonly FormHistory Access = new()
    {
        Year = 2021,
        Form = "access",
        Source = "Uppföljning av intern kontroll 2021, STK-2021-1738",
        Sample = false,
        Respondents = 17,
        Total = Of(Forms.Holds, 57, 45, 0),
        Questions = new[] { 9, 7, 10, 12, 8, 11 }.Select((yes, i) => (Key: $"r{i + 1}", Yes: yes))
            .ToDictionary(x => x.Key, x => Of(Forms.Holds, x.Yes, 17 - x.Yes, 0)),
    };

    public static readonly IReadOnlyList<FormHistory> All = [First, Before, Access];

    private static Distribution Of(Scale scale, params int[] counts) =>
        Distribution.FromCounts(scale, scale.Steps.Select((s, i) => (s.Value, Count: counts[i])).ToDictionary(x => x.Value, x => x.Count));
}
