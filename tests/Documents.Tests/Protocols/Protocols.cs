using Arshjulet.Documents.Protocols;
using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Tests.Protocols;

/// <summary>A form that asks about services and films of two bodies.</summary>
internal static class Protocols
{
    public static readonly Body Culture = BodyOf("kulturnamnden", "Kulturnämnden");
    public static readonly Body Leisure = BodyOf("fritidsnamnden", "Fritidsnämnden");

    private static readonly Scale Test = new()
    {
        Key = "provning",
        Steps =
        [
            new("klarar", "Helt tillgänglig", StepMeaning.Good),
            new("brister", "Brister, mindre allvarliga", StepMeaning.Improve),
            new("ej", "Ej tillämpligt", StepMeaning.NotApplicable),
        ],
    };

    private static readonly Scale Done = new()
    {
        Key = "atgard",
        Steps = [new("atgardat", "Åtgärdat", StepMeaning.Neutral), new("plan", "Plan finns", StepMeaning.Neutral)],
    };

    public static readonly Form Form = new()
    {
        Key = "dos",
        Version = 1,
        Title = "Digital offentlig service",
        For = [BodyKind.Committee],
        Scales = new Dictionary<string, Scale> { [Test.Key] = Test, [Done.Key] = Done },
        Sections =
        [
            new Section { Key = "rutiner", Title = "Rutiner", Questions = [Statement("ansvarig", "Någon är ansvarig")] },
            new Section
            {
                Key = "tjanster",
                Title = "Tjänster: gränssnitt/appar",
                Items = [new("tjanst-1", "Låna böcker", Culture.Id), new("tjanst-2", "Boka bana", Leisure.Id), new("tjanst-3", "Köpa biljett", Culture.Id)],
                Questions =
                [
                    Statement("kontrast", "Kontrasten räcker (1.4.3)"),
                    Statement("tangentbord", "Allt går att göra med tangentbord (2.1.1)"),
                    Choice("atgard", "Vad har gjorts?"),
                ],
            },
            new Section
            {
                Key = "filmer",
                Title = "Filmer",
                Items = [new("film-1", "Så lånar du", Culture.Id)],
                Questions = [Statement("undertext", "Filmen har undertext")],
            },
        ],
    };

    public static DocumentFile Template(params Answer[] answers) => ProtocolTemplate.Create(new ProtocolInput
    {
        Year = 2024,
        Form = Form,
        Bodies = [Culture],
        Name = Culture.Name,
        Answers = answers.ToDictionary(a => a.Question),
        Sender = "Exempelstad, Stadskontoret",
    });

    public static ReadProtocol? Read(byte[] content) => ProtocolReading.Read(content, 2024, Form, [Culture]);

    public static Answer Answered(string question, string? value, string? comment = null, string? evidence = null) =>
        new() { Question = question, Value = value, Comment = comment, Evidence = evidence, By = "samordnare", At = default };

    private static Question Statement(string key, string text) =>
        new() { Key = key, Kind = QuestionKind.Statement, Scale = Test.Key, Text = text, Comment = true, Evidence = true };

    private static Question Choice(string key, string text) => new() { Key = key, Kind = QuestionKind.Choice, Scale = Done.Key, Text = text, Required = false };

    private static Body BodyOf(string id, string name) => new() { Id = id, Name = name, Kind = BodyKind.Committee, Order = 1, Contacts = [] };
}
