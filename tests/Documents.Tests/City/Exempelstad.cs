using Arshjulet.Model.Answers;
using Arshjulet.Model.Bodies;
using Arshjulet.Model.Compiling;
using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Tests.City;

/// <summary>A city made for the tests: 25 bodies of which 23 answer, and answers that give 389/39/1/8 on 437.</summary>
internal static class Exempelstad
{
    public const string SelfAssessment = "god-intern-kontroll";
    public const int Year = 2024;

    private static readonly string[] Letters =
    [
        "arbete", "fritid", "förskola", "grundskola", "gymnasium", "hälsa och vård", "kultur", "miljö", "service", "stadsbyggnad", "stöd", "teknik",
        "val", "överförmyndare", "Stadshus", "Fastighet", "Parkering", "Övervakning", "Konserthus", "Stadsteater", "Leasing", "Boplats", "Minc",
    ];

    public static readonly YearPlan Plan = new()
    {
        Year = Year,
        Title = "Uppföljning av intern kontroll 2024",
        SelfAssessment = SelfAssessment,
        Reminders = [],
        Signatories = [new Signatory("(nämndsekreteraren)", "Nämndsekreterare"), new Signatory("(stadsdirektören)", "Stadsdirektör")],
        Reviews =
        [
            new Review { Key = "ai", Name = "AI-relaterade risker", RiskName = "AI-relaterade risker", Form = "ai", FollowUpYear = 2027 },
            new Review { Key = "access", Name = "felaktig tillgång", RiskName = "risk för felaktig tillgång", Form = "access" },
        ],
        Dates = new YearDates
        {
            Distribution = new PlannedDate(new DateOnly(2024, 9, 2), Sample: true),
            Deadline = new PlannedDate(new DateOnly(2024, 11, 29), Sample: true),
            Ksau = new PlannedDate(new DateOnly(2025, 3, 24)),
            Ks = new PlannedDate(new DateOnly(2025, 4, 2)),
            Kf = new PlannedDate(new DateOnly(2025, 5, 22)),
        },
    };

    public static readonly IReadOnlyList<Body> Bodies = [.. Enumerable.Range(1, 25).Select(BodyOf)];

    public static CompilationInput Input(Func<Submission, bool>? keep = null, IReadOnlyList<FormHistory>? history = null) => new()
    {
        Plan = Plan,
        Forms = Forms.All,
        Bodies = Bodies,
        Submissions = [.. CityAnswers.All().Where(keep ?? (_ => true))],
        History = history ?? Histories.All,
    };

    /// <summary>The city's documents, with whatever a test wants otherwise.</summary>
    public static ReportInput Report(CompilationInput? input = null) => new()
    {
        Compilation = Compiler.Compile(input ?? Input()),
        Plan = Plan,
        City = "Exempelstad",
        Office = "Stadskontoret",
        FileName = "G-Tjänsteskrivelse KSAU 250324 Uppföljning av intern kontroll 2024",
        Sections = Sections.All,
        Proposals = Sections.Proposals,
        Appendices =
        [
            new Appendix(1, DocumentKind.SelfAssessment, SelfAssessment, "Sammanställning självskattningar intern kontroll 2024"),
            new Appendix(2, DocumentKind.SelfAssessmentBefore, SelfAssessment, "Sammanställning självskattningar intern kontroll 2023"),
            new Appendix(3, DocumentKind.SelfAssessmentOverYears, SelfAssessment, "Självskattningar intern kontroll övergripande 2015 och 2024"),
            new Appendix(4, DocumentKind.MaturityLadder, "ai", "Mognadstrappa", "mognad"),
            new Appendix(5, DocumentKind.Review, "access", "Självskattningar felaktig tillgång till information och lokaler"),
        ],
        Recipients = [.. Bodies.Where(b => b.RecipientOrder is not null).OrderBy(b => b.RecipientOrder).Select(b => b.Name)],
        DiaryNumber = "STK-2024-1",
    };

    private static Body BodyOf(int number) => new()
    {
        Id = $"b{number}",
        Name = number switch
        {
            1 => "Kommunstyrelsen",
            2 => "Revisorskollegiet",
            < 17 => $"Nämnden för {Letters[number - 3]}",
            _ => $"Bolaget {Letters[number - 3]} AB",
        },
        Kind = number switch { 1 => BodyKind.Board, 2 => BodyKind.Audit, < 17 => BodyKind.Committee, _ => BodyKind.Company },
        Order = number,
        RecipientOrder = number == 1 ? null : number - 1,
        Exempt = number == 2 ? "granskar de övriga" : null,
        Contacts = [],
    };
}
