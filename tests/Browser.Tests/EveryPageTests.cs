using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>Every page can be used by everybody in every state of a year: wide and narrow, without colours, on paper and by the keyboard.</summary>
public sealed partial class EveryPageTests(Walks walks) : IClassFixture<Walks>
{
    private IReadOnlyDictionary<string, Sight> Seen => field ??= walks.Year.Seen.Concat(walks.Answers.Seen).Concat(walks.Outage.Seen).ToDictionary();

    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["sidan finns inte"] = 404,
        ["okänd länk"] = 404,
        ["utbytt länk"] = 404,
        ["återkallad länk"] = 404,
        ["utan kaka"] = 401,
        ["utan behörighet"] = 403,
        ["formuläret gick inte att läsa"] = 400,
        ["formuläret kom från en annan webbplats"] = 403,
        ["för mycket i ett formulär"] = 413,
        ["bilagor, för mycket på en gång"] = 413,
        ["skickat när lagringen inte svarar"] = 503,
        ["kansliet när lagringen inte svarar"] = 503,
        ["det skrivna är inte sparat"] = 409,
        ["enkät: stängd"] = 410,
        ["enkät: koden är använd"] = 409,
        ["enkät: kakan är borta"] = 409,
    };

    public static TheoryData<string> States =>
    [
        "sidan finns inte", "okänd länk", "formuläret gick inte att läsa", "för mycket i ett formulär", "formuläret kom från en annan webbplats",
        "utan kaka", "tillgänglighetsredogörelse", "utan behörighet",
        "lokalt: logga in", "lokalt", "lokalt: klocka", "lokalt: köer", "lokalt: orkestreringar", "lokalt: orkestrering", "lokalt: inkorg", "lokalt: mejl",
        "åren", "året som utkast", "beslut före", "beslut med fel", "beslut för läsare", "året är beslutat", "beslut efter", "året samlar in",
        "länken", "länken med fel", "nämndens översikt",
        "formulär med objekt", "ett objekt", "ett objekt med fel", "nästa objekt", "objekt med konflikt",
        "sakkunnig: länken", "sakkunnig: listan", "sakkunnig: Excelfil", "sakkunnig: Excelfil, ändringar", "kansli: sakkunniga",
        "Excelfil", "Excelfil med fel", "Excelfil, ändringar", "formulär efter Excelfil",
        "formulär tomt", "formulär halvt", "formulär med konflikt", "formulär med fel",
        "kontrollera halvt", "kontrollera med fel", "kontrollera färdigt", "kvitto", "nämndens översikt, inlämnat",
        "en nämnd", "ett inlämnat svar", "mejlen", "loggen", "nämndens logg", "sammanträden före",
        "året efter sista dagen", "sammanställningar före", "sammanställning pågår", "sammanställning misslyckades", "sammanställningar efter",
        "året är sammanställt",
        "sammanträden", "sammanträden med fel", "sammanträden efter Ksau", "sammanträden efter Ks", "sammanträden efter Kf",
        "enkät: adresser", "enkät: inbjudningar",
        "enkät: stängd", "enkät: resultat", "enkät: en nämnds resultat", "enkät: en dold nämnds resultat",
        "det skrivna är inte sparat", "året är stängt för svar", "nämndens översikt, stängd", "året är avslutat", "åren efter", "utkast för ett senare år",
        "borttappad länk", "borttappad länk med fel", "länk begärd", "utbytt länk", "utbytt länk med fel", "utbytt länk skickad",
        "kollega med fel", "nämndens översikt med kollega", "kollegans översikt", "kollegan kan inte lämna in", "återkallad länk",
        "bilagor tomma", "bilagor med fel", "bilagor", "bilagor, för mycket på en gång", "formulär med bilaga", "kontrollera med frågor", "kvitto med bilaga",
        "öppnat igen", "kvitto för version 2", "versioner", "versioner jämförda", "kansli: versioner",
        "enkät: kansliet", "enkät: en nämnd", "enkät: adresser med fel", "enkät: öppen länk", "enkät: öppen länk med fel",
        "enkät: start", "enkät: start med fel", "enkät: frågor", "enkät: frågor med fel", "enkät: tack", "enkät: koden är använd", "enkät: kakan är borta",
        "formulär som sparar", "formulär när lagringen inte svarar", "skickat när lagringen inte svarar", "kansliet när lagringen inte svarar",
        "skickat igen när lagringen svarar", "formulär när lagringen svarar igen",
    ];

    [Fact]
    public void The_list_holds_what_the_walk_passes() =>
        Assert.Equal(States.Select(s => s.Data).Order(StringComparer.Ordinal), Seen.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(States))]
    public void Axe_finds_nothing(string state) => Assert.Empty(Seen[state].Violations);

    [Theory]
    [MemberData(nameof(States))]
    public void The_page_does_not_scroll_sideways_at_320_pixels(string state) => Assert.Equal(0, Seen[state].Overflow);

    [Theory]
    [MemberData(nameof(States))]
    public void Focus_is_seen_under_forced_colours(string state) => Assert.Empty(Seen[state].Unmarked);

    /// <summary>The product's own pages: nobody prints the local host's tools.</summary>
    public static TheoryData<string> Printed => [.. States.Select(s => s.Data).Where(s => !s.StartsWith("lokalt", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Printed))]
    public void All_of_the_page_can_be_read_on_paper(string state) => Assert.Empty(Seen[state].Cut);

    [Theory]
    [MemberData(nameof(States))]
    public void The_page_has_one_heading_of_the_first_level_and_a_title(string state)
    {
        var sight = Seen[state];
        Assert.False(string.IsNullOrWhiteSpace(Assert.Single(sight.Headings)));
        Assert.Contains(" – ", sight.Title, StringComparison.Ordinal);
        Assert.Equal(sight.Status == 422, sight.Title.StartsWith("Fel: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void The_browser_complains_of_nothing_and_the_status_is_right(string state)
    {
        var sight = Seen[state];
        Assert.Empty(sight.Complaints);
        var isRefused = state.Contains("med fel", StringComparison.Ordinal) || state.Contains("konflikt", StringComparison.Ordinal);
        Assert.Equal(Statuses.GetValueOrDefault(state, isRefused ? 422 : 200), sight.Status);
    }
}
