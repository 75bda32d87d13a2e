using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Forms;
using Arshjulet.Model.Survey;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Tests.City;

/// <summary>The city's managers' survey: two bodies that are shown, and two that are not.</summary>
internal static class ManagersSurvey
{
    public const string Text = "Har du den information du behöver?";

    private static readonly Scale Scale = new()
    {
        Key = "enkat",
        Steps =
        [
            new ScaleStep("ja", "Ja, fullständig", StepMeaning.Good),
            new ScaleStep("delvis", "Delvis", StepMeaning.Improve),
            new ScaleStep("nej", "Nej", StepMeaning.Urgent),
        ],
    };

    private static readonly Form Form = new()
    {
        Key = "chefsenkat",
        Version = 1,
        Title = "Enkät till chefer: lokaler",
        For = [BodyKind.Committee],
        Sections =
        [
            new Section
            {
                Key = "information",
                Title = "Information",
                Questions =
                [
                    new Question { Key = "information", Kind = QuestionKind.Statement, Text = Text, Scale = "enkat" },
                    new Question { Key = "forslag", Kind = QuestionKind.Text, Text = "Förslag?" },
                ],
            },
        ],
        Scales = new Dictionary<string, Scale> { ["enkat"] = Scale },
    };

    public static ReportInput Report(bool closed = true) => Exempelstad.Report(Exempelstad.Input() with { Survey = Survey(closed) }) with
    {
        Plan = Exempelstad.Plan with { Survey = new SurveyPlan { Form = Form.Key, Review = "access", Closes = new PlannedDate(new DateOnly(2024, 11, 15)) } },
    };

    private static CompiledSurvey Survey(bool closed) => new()
    {
        Form = Form,
        Names = new Dictionary<string, string>
        {
            ["b2"] = "Nämnden för fritid",
            ["b3"] = "Nämnden för förskola",
            ["b4"] = "Nämnden för grundskola",
            ["~"] = "Små tillsammans",
        },
        Result = closed ? SurveyResult.Of(Form, [Sums("b2", 20, 10), Sums("b3", 3, 0), Sums("b4", 6, 1), Sums("~", 9, 3)], 5) : null,
    };

    private static BodySums Sums(string body, int ja, int nej) => new(
        body,
        new SurveySums(
            ja + nej,
            new Dictionary<string, IReadOnlyDictionary<string, int>> { ["information"] = new Dictionary<string, int> { ["ja"] = ja, ["nej"] = nej } }));
}
