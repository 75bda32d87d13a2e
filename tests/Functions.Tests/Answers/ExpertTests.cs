using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;
using static Arshjulet.Functions.Tests.Answers.Workbook.Workbooks;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>An expert with one link answers what a form asks about one by one, whichever body it belongs to, and reaches nothing else.</summary>
public sealed class ExpertTests(AzuriteFixture azurite)
{
    private const string Email = "provare@smastad.example";
    private const string List = "/sakkunnig/2024/webb";
    private const string First = "/svar/2024/byggnamnden/webb/objekt/sida-1";
    private const string Schools = "/svar/2024/skolnamnden/webb/objekt/sida-2";

    [Fact]
    public async Task When_the_year_is_distributed_then_the_expert_gets_one_link_to_every_bodys_items_and_what_is_saved_is_seen_by_the_body()
    {
        await using var site = await StartedAsync();
        using var expert = site.Open();
        var mail = Assert.Single(await site.MailAsync(Email));
        Assert.Equal("Anvisning webb.docx", Assert.Single(mail.Attachments).Name);
        var link = Assert.Single(mail.Links);
        Assert.Equal("Pröva: Webbsidor", (await expert.OpenAsync(link)).Heading);
        Assert.Equal("person", (await expert.PostAsync(link)).Faults.Single().Field);
        Assert.Empty(expert.CookiesAt(List));

        var list = await expert.PostAsync(link, ("person", "ja"));

        Assert.Equal(List, list.Address.AbsolutePath);
        Assert.Contains("0 av 3 bedömningar är gjorda.", list.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Bygglov (Byggnämnden): 1 av 1 kriterier kvar", "Skolval (Skolnämnden): 1 av 1 kriterier kvar",
                "Rivningslov (Byggnämnden): 1 av 1 kriterier kvar",
            ],
            list.Document.QuerySelectorAll("main li").Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

        var page = await expert.OpenAsync(First);
        Assert.Contains("Hör till Byggnämnden.", page.Text, StringComparison.Ordinal);
        var next = await expert.FillAsync(
            page,
            "form[data-autosave]",
            ("q.sida-1.sprak", "brister"),
            ("k.sida-1.sprak", "För långa meningar"),
            ("nasta", "nasta"));
        Assert.Equal(Schools, next.Address.AbsolutePath);
        await expert.FillAsync(next, "form[data-autosave]", ("q.sida-2.sprak", "klarar"), ("nasta", "nasta"));

        Assert.Contains("2 av 3 bedömningar är gjorda.", (await expert.OpenAsync(List)).Text, StringComparison.Ordinal);
        using var respondent = await site.BuildingAsync();
        var theirs = await respondent.OpenAsync(First);
        Assert.Equal(("brister", "För långa meningar"), (theirs.ValueOf("q.sida-1.sprak"), theirs.ValueOf("k.sida-1.sprak")));
        Assert.Contains("av sakkunnig i språk", theirs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_expert_asks_for_anything_else_of_a_body_then_nothing_is_shown_or_changed()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        string[] pages =
        [
            "", "/webb", "/webb/kontrollera", "/webb/kvitto", "/webb/bilagor", "/webb/versioner", "/webb/excel", "/webb/mall.xlsx",
            "/sjalvskattning", "/sjalvskattning/lage",
        ];
        await Assert.AllAsync(
            pages, async path => Assert.Equal(HttpStatusCode.Unauthorized, (await expert.OpenAsync($"/svar/2024/byggnamnden{path}")).Status));
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.PostAsync("/svar/2024/byggnamnden/webb", ("q.utsedd", "bra"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.HandInAsync("/svar/2024/byggnamnden/webb", "1")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.OpenAsync("/sakkunnig/2024/sjalvskattning")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await expert.PostAsync(First, ("q.utsedd", "bra"))).Status);
        await expert.PostAsync(List, ("q.utsedd", "bra"), ("q.sida-1.hemlig", "bra"));
        using var respondent = await site.BuildingAsync();
        Assert.Null((await respondent.OpenAsync("/svar/2024/byggnamnden/webb")).ValueOf("q.utsedd"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await respondent.OpenAsync(List)).Status);
    }

    [Fact]
    public async Task When_the_expert_fills_in_one_file_for_every_body_then_it_is_shown_first_and_the_confirm_saves_it_with_each()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        var template = await expert.DownloadAsync($"{List}/mall.xlsx");

        // Two rows an item, in the form's order: 2 and 3 Bygglov, 4 and 5 Skolval, 6 and 7 Rivningslov.
        var page = await UploadAsync(expert, Fill(template, ("C2", "Har brister"), ("C4", "Klarar provet"), ("D4", "Bra språk")));

        Assert.Contains("Filen ändrar 2 svar. Ingenting är sparat än.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Bygglov", "Skolval"], page.Document.QuerySelectorAll("main h3").Select(h => h.TextContent));
        Assert.Contains("0 av 3 bedömningar", (await expert.OpenAsync(List)).Text, StringComparison.Ordinal);

        var saved = await expert.FillAsync(page, "main form");

        Assert.Equal((HttpStatusCode.OK, List), (saved.Status, saved.Address.AbsolutePath));
        Assert.Contains("Svaren är sparade.", saved.Text, StringComparison.Ordinal);
        Assert.Equal("brister", (await expert.OpenAsync(First)).ValueOf("q.sida-1.sprak"));
        Assert.Equal("Bra språk", (await expert.OpenAsync(Schools)).ValueOf("k.sida-2.sprak"));
        Assert.Contains("Filen ändrar ingenting.", (await UploadAsync(expert, await expert.DownloadAsync($"{List}/mall.xlsx"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_body_writes_between_the_upload_and_the_confirm_then_the_rest_is_saved_and_both_texts_are_shown_until_it_is_confirmed_again()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        using var respondent = await site.BuildingAsync();
        var preview = await UploadAsync(
            expert,
            Fill(await expert.DownloadAsync($"{List}/mall.xlsx"), ("C2", "Klarar provet"), ("D2", "Sakkunnigs"), ("C4", "Klarar provet")));
        await respondent.PostAsync(First, ("q.sida-1.sprak", "brister"), ("k.sida-1.sprak", "Nämndens"));

        var left = await expert.FillAsync(preview, "main form");

        Assert.Equal(HttpStatusCode.Conflict, left.Status);
        Assert.Equal(["Bygglov"], left.Document.QuerySelectorAll("main h3").Select(h => h.TextContent));
        Assert.Contains("Kommentar, nu: Nämndens Kommentar, efter ändringen: Sakkunnigs", left.Text, StringComparison.Ordinal);
        Assert.Equal("Nämndens", (await respondent.OpenAsync(First)).ValueOf("k.sida-1.sprak"));
        Assert.Equal("klarar", (await expert.OpenAsync(Schools)).ValueOf("q.sida-2.sprak"));

        Assert.Equal(HttpStatusCode.OK, (await expert.FillAsync(left, "main form")).Status);
        Assert.Equal("Sakkunnigs", (await respondent.OpenAsync(First)).ValueOf("k.sida-1.sprak"));
    }

    [Fact]
    public async Task When_a_body_has_handed_in_then_the_expert_sees_that_nothing_of_it_can_be_changed_and_goes_on_with_the_others()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        using var respondent = await site.BuildingAsync();
        var file = Fill(await expert.DownloadAsync($"{List}/mall.xlsx"), ("D2", "Försent"), ("C4", "Klarar provet"));
        var early = await UploadAsync(expert, file);
        await respondent.SubmitAsync("byggnamnden", "webb");

        // What was handed in is not the expert's to read: not in the template, nor as news.
        Assert.DoesNotContain(
            "klarar",
            (await expert.TextAsync(new HttpRequestMessage(HttpMethod.Get, "/svar/2024/byggnamnden/webb/lage?efter=0"))).Text,
            StringComparison.Ordinal);
        Assert.Contains("Filen ändrar ingenting.", (await UploadAsync(expert, await expert.DownloadAsync($"{List}/mall.xlsx"))).Text, StringComparison.Ordinal);
        Assert.Equal(List, (await expert.OpenAsync(First)).Address.AbsolutePath);
        Assert.Contains("Bygglov (Byggnämnden): inlämnat, går inte att ändra", (await expert.OpenAsync(List)).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Sidor, rad 2: Byggnämnden har lämnat in, så det här går inte att ändra.",
            (await UploadAsync(expert, file)).Text,
            StringComparison.Ordinal);
        var late = await expert.FillAsync(early, "main form");

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Bygglov: Byggnämnden har lämnat in, så det här går inte att ändra.", late.Text, StringComparison.Ordinal);
        Assert.Equal("klarar", (await expert.OpenAsync(Schools)).ValueOf("q.sida-2.sprak"));
        Assert.Equal(HttpStatusCode.Conflict, (await expert.PostAsync(First, ("q.sida-1.sprak", "brister"))).Status);
    }

    [Fact]
    public async Task When_a_body_has_handed_in_then_the_list_has_a_place_for_what_the_browser_still_holds_of_it()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        using var respondent = await site.BuildingAsync();
        await expert.PostAsync("/svar/2024/byggnamnden/webb/objekt/sida-3", ("q.sida-3.sprak", "klarar"), ("k.sida-3.sprak", "Mitt"));
        Assert.Null((await expert.OpenAsync(List)).Document.QuerySelector("[data-drafts]"));
        await respondent.PostAsync("/svar/2024/byggnamnden/webb", ("q.utsedd", "bra"), ("q.sida-1.sprak", "klarar"), ("k.sida-1.sprak", "Nämndens hemlighet"));
        await respondent.HandInAsync("/svar/2024/byggnamnden/webb");

        var list = await expert.OpenAsync(List);

        // As the form's script names its drafts: arshjulet/2024/byggnamnden/webb/provare/sida-1.sprak.
        var place = list.Document.QuerySelector("[data-drafts]")!;
        Assert.Equal("2024", place.GetAttribute("data-drafts"));
        var questions = System.Text.Json.JsonDocument.Parse(place.GetAttribute("data-questions")!).RootElement;
        Assert.Equal(
            ["byggnamnden/webb/provare/sida-1.sprak", "byggnamnden/webb/provare/sida-3.sprak"],
            questions.EnumerateObject().Select(q => q.Name).Where(n => n.EndsWith(".sprak", StringComparison.Ordinal)));
        Assert.Equal("Mitt", questions.GetProperty("byggnamnden/webb/provare/sida-3.sprak").GetProperty("stands")[1].GetString());
        Assert.DoesNotContain("Nämndens hemlighet", place.OuterHtml, StringComparison.Ordinal);
        Assert.NotNull(list.Document.QuerySelector("script[src*='receipt']"));
    }

    [Fact]
    public async Task When_the_secretary_replaces_the_experts_link_then_the_old_one_and_its_browser_end_and_a_new_one_comes()
    {
        await using var site = await StartedAsync();
        using var secretary = await site.OfficeAsync();
        var old = (await site.MailAsync(Email))[0].Links[0];
        using var expert = await ExpertAsync(site);
        var office = await secretary.OpenAsync("/kansli/2024/sakkunniga");
        Assert.Contains("sakkunnig i språk", office.Text, StringComparison.Ordinal);

        Assert.Contains("Länken är bytt.", (await secretary.FillAsync(office, "main form")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.OpenAsync(List)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await expert.OpenAsync(First)).Status);
        Assert.Equal("Länken har bytts ut", (await expert.OpenAsync(old)).Heading);
        var newest = (await site.MailAsync(Email))[0].Links[0];
        Assert.Equal(List, (await expert.PostAsync(newest, ("person", "ja"))).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.PostAsync("/kansli/2024/sakkunniga/webb/byt", ("sakkunnig", "samordnare"))).Status);
    }

    [Fact]
    public async Task When_something_is_left_to_test_then_the_expert_is_reminded_of_what_and_not_when_nothing_is()
    {
        await using var site = await StartedAsync();
        using var expert = await ExpertAsync(site);
        await expert.PostAsync(First, ("q.sida-1.sprak", "klarar"));

        await site.MoveToAsync("2024-11-22 12:00");
        var reminder = Assert.Single(await site.MailAsync(Email, "Påminnelse"));

        Assert.Contains("Byggnämnden: 1 av 2 kriterier kvar", reminder.Text, StringComparison.Ordinal);
        Assert.Contains("Skolnämnden: 1 av 1 kriterier kvar", reminder.Text, StringComparison.Ordinal);
        Assert.Equal("Pröva: Webbsidor", (await expert.OpenAsync(Assert.Single(reminder.Links))).Heading);
        await expert.PostAsync(Schools, ("q.sida-2.sprak", "klarar"));
        await expert.PostAsync("/svar/2024/byggnamnden/webb/objekt/sida-3", ("q.sida-3.sprak", "klarar"));
        await site.MoveToAsync("2024-12-06 12:00");
        Assert.Single(await site.MailAsync(Email, "Påminnelse"));
        Assert.Empty(await site.MailAsync(Email, "Försenat"));
    }

    [Fact]
    public async Task When_the_expert_has_lost_the_link_then_the_address_on_record_gets_a_new_one()
    {
        await using var site = await StartedAsync();
        using var expert = site.Open();

        await expert.PostAsync("/lank", ("adress", "Provare@smastad.example"));

        Assert.Equal(2, (await site.MailAsync(Email)).Count);
        Assert.Equal("Pröva: Webbsidor", (await expert.OpenAsync((await site.MailAsync(Email, "Din länk"))[0].Links.Single())).Heading);
    }

    private async Task<RunningSite> StartedAsync()
    {
        var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        return site;
    }

    private static async Task<Browser> ExpertAsync(RunningSite site)
    {
        var browser = site.Open();
        await browser.PostAsync((await site.MailAsync(Email))[0].Links[0], ("person", "ja"));
        return browser;
    }

    private static Task<Page> UploadAsync(Browser expert, byte[] content) => expert.UploadAsync($"{List}/excel", "Testprotokoll.xlsx", content);
}
