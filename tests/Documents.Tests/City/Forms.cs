using Arshjulet.Model.Bodies;
using Arshjulet.Model.Forms;

namespace Arshjulet.Documents.Tests.City;

internal static class Forms
{
    public static readonly Scale Judgement = new()
    {
        Key = "bedomning",
        Steps =
        [
            new ScaleStep("tillfredsstallande", "Tillfredsställande", StepMeaning.Good),
            new ScaleStep("forbattring", "Förbättringsområde", StepMeaning.Improve),
            new ScaleStep("omgaende", "Behöver ses över omgående", StepMeaning.Urgent),
            new ScaleStep("ej-tillamplig", "Inte tillämplig", StepMeaning.NotApplicable),
        ],
    };

    public static readonly Scale Holds = new()
    {
        Key = "stammer",
        Steps =
        [
            new ScaleStep("ja", "Ja, tillfredsställande", StepMeaning.Good),
            new ScaleStep("delvis", "Delvis, förbättringsområde", StepMeaning.Improve),
            new ScaleStep("omgaende", "Nej, behöver ses över omgående", StepMeaning.Urgent),
        ],
    };

    public static readonly Scale Ladder = new()
    {
        Key = "trappa",
        Steps = [.. new[] { "Nybörjare", "Utforskare", "Steg 3", "Steg 4", "Steg 5" }.Select((s, i) => new ScaleStep($"steg-{i + 1}", s, StepMeaning.Neutral))],
    };

    private static readonly BodyKind[] All25 = [BodyKind.Board, BodyKind.Committee, BodyKind.Audit, BodyKind.Company];
    private static readonly (string Title, int Statements)[] Categories =
        [("Kontrollmiljö", 4), ("Riskanalys", 4), ("Kontrollaktiviteter", 4), ("Kommunikation/information", 3), ("Uppföljning/utvärdering", 4)];

    public static readonly Form SelfAssessment = new()
    {
        Key = Exempelstad.SelfAssessment,
        Version = 1,
        Title = "God intern kontroll",
        For = All25,
        Scales = new Dictionary<string, Scale> { ["bedomning"] = Judgement },
        Sections =
        [
            .. Categories.Select((c, i) => new Section
            {
                Key = $"kategori-{i + 1}",
                Title = c.Title,
                Questions =
                [
                    .. Enumerable.Range(1, c.Statements).Select(n => new Question
                    {
                        Key = $"p{i + 1}{n}",
                        Kind = QuestionKind.Statement,
                        Scale = "bedomning",
                        Comment = true,
                        Text = $"Arbetet med {c.Title.ToLowerInvariant()} är dokumenterat, känt och följs upp enligt den plan som har beslutats (nr {n})",
                    }),
                ],
            }),
        ],
    };

    public static readonly Form Ai = new()
    {
        Key = "ai",
        Version = 1,
        Title = "AI-relaterade risker",
        For = All25,
        Scales = new Dictionary<string, Scale> { ["trappa"] = Ladder },
        Sections =
        [
            new Section
            {
                Key = "lage",
                Title = "Läget",
                Questions =
                [
                    new Question { Key = "mognad", Kind = QuestionKind.Choice, Scale = "trappa", Text = "På vilket steg befinner ni er?" },
                    new Question { Key = "hur", Kind = QuestionKind.Text, Text = "Hur gick det?" },
                ],
            },
        ],
    };

    public static readonly Form Access = new()
    {
        Key = "access",
        Version = 1,
        Title = "Felaktig tillgång till information och lokaler",
        For = All25,
        Scales = new Dictionary<string, Scale> { ["stammer"] = Holds },
        Sections =
        [
            new Section
            {
                Key = "rutiner",
                Title = "Rutiner",
                Questions =
                [
                    .. new[] { "System", "Lokaler" }.SelectMany((group, g) => new[]
                    {
                        $"Det finns dokumenterade rutiner för hantering av tillgång till {group.ToLowerInvariant()} vid avslut av anställning/uppdrag",
                        "Rutinerna är kända",
                        "Rutinerna tillämpas",
                    }.Select((text, i) => new Question
                    {
                        Key = $"r{(g * 3) + i + 1}", Kind = QuestionKind.Statement, Scale = "stammer", Group = group, Text = text,
                    })),
                ],
            },
        ],
    };

    public static readonly IReadOnlyList<Form> All = [SelfAssessment, Ai, Access];
}
