using Arshjulet.Model.Years;

namespace Arshjulet.Documents.Tests.City;

internal static class Sections
{
    public static readonly IReadOnlyList<ReportSection> All =
    [
        new("Sammanfattning", 1, ReportSectionKind.Text, """
            Varje år rapporteras arbetet med intern kontroll till kommunfullmäktige. I år svarade 23 av 25, och andelen som bedömer arbetet
            som tillfredsställande är **89 procent**. Se [stadens webbplats](https://exempelstad.se/intern-kontroll) för mer.
            """),
        new("Förslag till beslut", 1, ReportSectionKind.Decisions, null),
        new("Beslutsunderlag", 1, ReportSectionKind.Documents, null),
        new("Beslutsplanering", 1, ReportSectionKind.Meetings, null),
        new("Beslutet skickas till", 1, ReportSectionKind.Recipients, null),
        new("Ärendet", 1, ReportSectionKind.Text, "En god intern kontroll ger *rätt sak i rätt tid*.\n\nDen bygger på reglementet."),
        new("God intern kontroll – självskattningar", 2, ReportSectionKind.SelfAssessment, """
            Nämnder och bolag tar ställning till 19 påståenden i fem kategorier:

            - Kontrollmiljö
            - Riskanalys
            - Kontrollaktiviteter
              - med en underpunkt
            - Kommunikation/information
            - Uppföljning/utvärdering

            > Självskattningen är en temperaturmätare, inte en exakt sanning.
            """),
        new("Kommungemensamma granskningar 2024", 2, ReportSectionKind.Text, "Tre granskningar har genomförts."),
        new("Granskning AI-relaterade risker", 3, ReportSectionKind.Text, """
            Så här fördelar sig frågorna:

            | Del | Antal |
            |-----|------:|
            | Påståenden | 15 |
            | Frågor | 8 |

            #### Varför blev det så?

            1. Kunskapen är ojämn.
            2. Ansvaret är otydligt.

            Och därefter:

            1. Listan börjar om.
            """),
        new("Stadskontorets bedömning", 1, ReportSectionKind.Text, "Stadskontoret bedömer att arbetet går framåt."),
        new("Ansvariga", 1, ReportSectionKind.Signatories, null),
    ];

    public static readonly IReadOnlyList<Proposal> Proposals =
    [
        new(Decider.Kf, "Kommunstyrelsen", false, "Kommunfullmäktige godkänner rapporten Uppföljning av intern kontroll 2024."),
        new(Decider.Ks, "Kommunstyrelsens arbetsutskott", true, "Kommunstyrelsen uppmanar nämnder och helägda bolag att utveckla det egna arbetet."),
        new(Decider.Ks, "Kommunstyrelsens arbetsutskott", true, "Kommunstyrelsen uppmanar nämnder och helägda bolag att beakta föreslagna åtgärder."),
        new(
            Decider.Ks,
            "Kommunstyrelsens arbetsutskott",
            true,
            "Kommunstyrelsen beslutar att inarbeta uppföljande granskningar i granskningsområdena för 2027."),
    ];
}
