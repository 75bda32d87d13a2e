namespace Arshjulet.Model.Tests;

/// <summary>A city's bodies: KS, and the 24 that a report of 2024 was sent to, in the order it names them.</summary>
internal static class City
{
    public static readonly IReadOnlyList<string> RecipientNames =
    [
        "Arbetsmarknads- och socialnämnden", "Fritidsnämnden", "Funktionsstödsnämnden", "Förskolenämnden", "Grundskolenämnden",
        "Gymnasie- och vuxenutbildningsnämnden", "Hälsa-, vård- och omsorgsnämnden", "Kulturnämnden", "Miljönämnden", "Revisorskollegiet",
        "Servicenämnden", "Stadsbyggnadsnämnden", "Tekniska nämnden", "Valnämnden", "Överförmyndarnämnden",
        "Malmö Stadshus AB", "MKB Fastighets AB", "Parkering Malmö AB", "Parkeringsövervakning Malmö AB", "Malmö Live Konserthus AB",
        "Malmö Stadsteater AB", "Malmö Leasing AB", "Boplats Syd AB", "Minc i Sverige AB",
    ];

    public static readonly IReadOnlyList<Body> Recipients = [.. RecipientNames.Select((name, i) => Of(name, KindOf(name), i + 1))];

    public static readonly Body Board = Of("Kommunstyrelsen", BodyKind.Board, 0);

    /// <summary>14 nämnder and 9 companies: the one number of respondents that can give both 65 and 78 percent.</summary>
    public static readonly IReadOnlyList<Body> Respondents = [.. Recipients.Where(b => b.Kind is BodyKind.Committee or BodyKind.Company)];

    public static Body Committee => Named("Kulturnämnden");
    public static Body Company => Named("MKB Fastighets AB");

    public static Body Named(string name) => Recipients.Single(b => b.Name == name);

    public static Body Of(string name, BodyKind kind, int order) => new()
    {
        Id = name.ToLowerInvariant().Replace("å", "a").Replace("ä", "a").Replace("ö", "o").Replace(",", "").Replace(' ', '-'),
        Name = name,
        Kind = kind,
        Order = order,
        RecipientOrder = order == 0 ? null : order,
        Contacts = [new Contact { Id = $"samordnare-{order}", Role = "samordnare för intern kontroll", Email = $"samordnare{order}@example.se" }],
    };

    private static BodyKind KindOf(string name) =>
        name == "Revisorskollegiet" ? BodyKind.Audit : name.EndsWith(" AB", StringComparison.Ordinal) ? BodyKind.Company : BodyKind.Committee;
}
