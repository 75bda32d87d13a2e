using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;
using static Arshjulet.Functions.Tests.Answers.Workbook.Workbooks;

namespace Arshjulet.Functions.Tests.Answers.Workbook;

/// <summary>An Excel file is fetched, filled in and uploaded, and only the confirm of what would change saves it.</summary>
public sealed class ProtocolTests(AzuriteFixture azurite)
{
    private const string Form = "/svar/2024/byggnamnden/webb";
    private const string First = $"{Form}/objekt/sida-1";
    private const string Link = "https://exempel.se/testrapport?sida=1&del=2";

    [Fact]
    public async Task When_the_template_is_filled_in_and_uploaded_then_the_page_shows_what_would_change_and_only_the_confirm_saves_it()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(First, ("q.sida-1.sprak", "brister"), ("k.sida-1.sprak", "Långa meningar."));
        var open = await respondent.OpenAsync((await respondent.OpenAsync(Form)).Document.QuerySelector("main a[href$='/excel']")!.GetAttribute("href")!);
        var template = await respondent.DownloadAsync(open.Document.QuerySelector("main a[download]")!.GetAttribute("href")!);

        var page = await UploadAsync(
            respondent,
            Fill(template, ("C2", "Klarar provet"), ("E2", Link), ("C3", "Åtgärdat, och klart"), ("D4", "Rad ett\nrad två")));

        Assert.Equal((HttpStatusCode.OK, "Det här ändras: Webbsidor"), (page.Status, page.Heading));
        Assert.Contains("Filen ändrar 3 svar. Ingenting är sparat än. 1 rad är tom eller säger samma sak", page.Text, StringComparison.Ordinal);
        Assert.Contains("En tom cell i filen ändrar ingenting", open.Text, StringComparison.Ordinal);
        Assert.Equal(["Bygglov", "Rivningslov"], page.Document.QuerySelectorAll("main h3").Select(h => h.TextContent));
        Assert.Contains("Bedömning, nu: Har brister Bedömning, efter ändringen: Klarar provet", page.Text, StringComparison.Ordinal);
        Assert.Contains("Länk till underlag, nu: ingenting", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Långa meningar.", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"main a[href='{Link}'][rel~=noreferrer]"));
        Assert.Equal("brister", (await respondent.OpenAsync(First)).ValueOf("q.sida-1.sprak"));

        var saved = await respondent.FillAsync(page, "main form");

        Assert.Equal((HttpStatusCode.OK, Form), (saved.Status, saved.Address.AbsolutePath));
        var item = await respondent.OpenAsync(First);
        Assert.Equal(
            ("klarar", "Långa meningar.", Link, "atgardat"),
            (item.ValueOf("q.sida-1.sprak"), item.ValueOf("k.sida-1.sprak"), item.ValueOf("u.sida-1.sprak"), item.ValueOf("q.sida-1.atgard")));
        Assert.Equal("Rad ett\nrad två", (await respondent.OpenAsync($"{Form}/objekt/sida-3")).ValueOf("k.sida-3.sprak"));
    }

    [Fact]
    public async Task When_the_template_comes_back_as_it_was_then_nothing_would_change_and_there_is_nothing_to_confirm()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.sida-1.sprak", "klarar"), ("k.sida-1.sprak", "=1+1\n_x000D_ å"), ("u.sida-1.sprak", Link));

        var page = await UploadAsync(respondent, await respondent.DownloadAsync($"{Form}/mall.xlsx"));

        Assert.Contains("Filen ändrar ingenting. 4 rader är tomma eller säger samma sak", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task When_a_colleague_answers_between_the_upload_and_the_confirm_then_both_texts_are_shown_and_the_rest_is_saved()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        using var two = await site.BuildingAsync();
        var template = await one.DownloadAsync($"{Form}/mall.xlsx");
        var preview = await UploadAsync(one, Fill(template, ("C2", "Klarar provet"), ("D2", "Ur filen"), ("C4", "Har brister")));
        await two.PostAsync(First, ("q.sida-1.sprak", "brister"), ("k.sida-1.sprak", "Kollegans"));

        var page = await one.FillAsync(preview, "main form");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Webbsidor"), (page.Status, page.Heading));
        Assert.Equal("q.sida-1.sprak", page.Faults.Single().Field);
        var conflict = page.Document.GetElementById("konflikt-sida-1.sprak")!.TextContent;
        Assert.Contains("Ur filen", conflict, StringComparison.Ordinal);
        Assert.Contains("Kollegans", conflict, StringComparison.Ordinal);
        Assert.Equal(("klarar", "Ur filen"), (page.ValueOf("q.sida-1.sprak"), page.ValueOf("k.sida-1.sprak")));
        Assert.Empty(page.Document.QuerySelectorAll("[name='q.sida-3.sprak']"));
        Assert.Equal("brister", (await one.OpenAsync($"{Form}/objekt/sida-3")).ValueOf("q.sida-3.sprak"));
        Assert.Equal("Kollegans", (await one.OpenAsync(First)).ValueOf("k.sida-1.sprak"));

        await one.FillAsync(page, "main form", ("v.sida-1.sprak", "mitt"), ("k.sida-1.sprak", "Ur filen, och kollegans"));

        var item = await two.OpenAsync(First);
        Assert.Equal(("klarar", "Ur filen, och kollegans"), (item.ValueOf("q.sida-1.sprak"), item.ValueOf("k.sida-1.sprak")));
    }

    [Fact]
    public async Task When_it_was_handed_in_between_the_upload_and_the_confirm_then_nothing_is_saved_and_what_the_file_said_can_be_copied()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        using var two = await site.BuildingAsync();
        var preview = await UploadAsync(one, Fill(await one.DownloadAsync($"{Form}/mall.xlsx"), ("D2", "Ur filen")));
        await two.SubmitAsync("byggnamnden", "webb");

        var page = await one.FillAsync(preview, "main form");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Ur filen", page.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal($"{Form}/kvitto", (await one.OpenAsync($"{Form}/excel")).Address.AbsolutePath);
        Assert.Equal($"{Form}/kvitto", (await UploadAsync(one, [1])).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_rows_cannot_be_understood_then_each_is_named_with_sheet_and_row_and_the_rest_can_be_saved()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        var template = await respondent.DownloadAsync($"{Form}/mall.xlsx");

        var page = await UploadAsync(respondent, Fill(template,
            ("C2", "Sådär"),
            ("D2", "Kommentaren går bra"),
            ("E2", "exempel.se"),
            ("D3", "Här får man inte kommentera"),
            ("C4", "Har brister"),
            ("D9", "Egen rad")));

        Assert.Equal(
            [
                "Sidor, rad 2: ”Sådär” finns inte bland bedömningarna för Bygglov: Språket är begripligt. Välj en av: Klarar provet; Har brister.",
                "Sidor, rad 2: Bygglov: Språket är begripligt: Länken måste vara en hel webbadress utan mellanslag, " +
                "till exempel https://www.exempel.se/rapport. Rätta den och spara igen.",
                "Sidor, rad 3: Bygglov: Vad har gjorts?: Här går det inte att skriva någon kommentar.",
                "Sidor, rad 9: Raden har ingen nyckel och kan inte läsas (”Egen rad”). Skriv i en av mallens egna rader.",
            ],
            page.Document.QuerySelectorAll("[aria-labelledby=inte-last] li").Select(l => l.TextContent.Trim()));
        await respondent.FillAsync(page, "main form");
        var item = await respondent.OpenAsync(First);
        Assert.Equal((null, "Kommentaren går bra", ""), (item.ValueOf("q.sida-1.sprak"), item.ValueOf("k.sida-1.sprak"), item.ValueOf("u.sida-1.sprak")));
        Assert.Equal("brister", (await respondent.OpenAsync($"{Form}/objekt/sida-3")).ValueOf("q.sida-3.sprak"));
    }

    [Fact]
    public async Task When_the_file_is_another_bodys_then_nothing_of_it_is_taken()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        using var school = await site.RespondentAsync("skolnamnden", "samordnare@smastad.example");
        var theirs = Fill(await school.DownloadAsync("/svar/2024/skolnamnden/webb/mall.xlsx"), ("C2", "Klarar provet"));

        var page = await UploadAsync(respondent, theirs);

        Assert.Contains("Sidor, rad 2: Raden gäller något som ni inte ska svara om.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Skolval", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.OpenAsync($"{Form}/mall.xlsx")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UploadAsync(school, theirs)).Status);
    }

    [Fact]
    public async Task When_a_form_asks_about_nothing_one_by_one_then_it_has_no_protocol()
    {
        await using var site = await StartedAsync();
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await Assert.AllAsync(["webb", "sjalvskattning"], async form =>
        {
            Assert.Equal(HttpStatusCode.NotFound, (await company.OpenAsync($"/svar/2024/bostads-ab/{form}/excel")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await company.OpenAsync($"/svar/2024/bostads-ab/{form}/mall.xlsx")).Status);
            Assert.Empty((await company.OpenAsync($"/svar/2024/bostads-ab/{form}")).Document.QuerySelectorAll("a[href$='/excel']"));
        });
    }

    [Fact]
    public async Task When_a_file_is_not_what_can_be_read_then_the_field_says_what_to_do()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        var template = await respondent.DownloadAsync($"{Form}/mall.xlsx");
        const string Sheet = "xl/worksheets/sheet2.xml";
        var rows = string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 1_000_000));
        (string, byte[], string)[] files =
        [
            ("tom.xlsx", [], "Välj den ifyllda filen"),
            ("text.xlsx", "Bygglov;Klarar provet"u8.ToArray(), "text.xlsx är inte en Excelfil"),
            ("trasig.xlsx", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3], "trasig.xlsx är inte en Excelfil"),
            ("mall.csv", template, "mall.csv är inte en Excelfil"),
            ("makro.xlsm", template, "makro.xlsm är inte en Excelfil"),
            ("makro.xlsx", With(template, "xl/vbaProject.bin", "x"), "makro.xlsx är inte en Excelfil"),
            ("halv.xlsx", With(template, Sheet, "<worksheet"), "halv.xlsx går inte att läsa"),
            ("bomb.xlsx", With(template, Sheet, $"<worksheet>{new string(' ', 50_000_000)}</worksheet>"), "bomb.xlsx går inte att läsa"),
            ("rader.xlsx", With(template, Sheet, $"<worksheet>{rows}</worksheet>"), "rader.xlsx går inte att läsa"),
            ("annan.xlsx", With(template, Sheet, "<worksheet/>"), "annan.xlsx är inte ifylld från vår mall"),
            ("stor.xlsx", [.. template, .. new byte[10_000_001]], "stor.xlsx är för stor"),
        ];
        await Assert.AllAsync(files, async file =>
        {
            var (name, content, says) = file;
            var page = await UploadAsync(respondent, content, name);

            Assert.Equal((HttpStatusCode.UnprocessableEntity, "fil"), (page.Status, page.Faults.Single().Field));
            Assert.StartsWith(says, page.FaultAt("fil"), StringComparison.Ordinal);
            Assert.StartsWith("Fel: ", page.Document.Title, StringComparison.Ordinal);
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await respondent.FillAsync(await respondent.OpenAsync($"{Form}/excel"), "main form")).Status);
    }

    [Fact]
    public async Task When_the_year_is_closed_then_a_file_is_refused_as_an_answer_is()
    {
        await using var site = await StartedAsync();
        using var secretary = await site.OfficeAsync();
        using var respondent = await site.BuildingAsync();
        var template = await respondent.DownloadAsync($"{Form}/mall.xlsx");
        using var company = await site.RespondentAsync("bostads-ab", "vd@smastad.example");
        await company.SubmitAsync("bostads-ab", "sjalvskattning");
        await company.SubmitAsync("bostads-ab", "webb");
        await site.CompileAsync(secretary);
        await site.SettleAsync(secretary);

        Assert.Equal(HttpStatusCode.Conflict, (await UploadAsync(respondent, template)).Status);
    }

    private async Task<RunningSite> StartedAsync()
    {
        var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        return site;
    }

    private static Task<Page> UploadAsync(Browser browser, byte[] content, string name = "Testprotokoll.xlsx") =>
        browser.UploadAsync($"{Form}/excel", name, content);
}
