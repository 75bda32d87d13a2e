using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>Each thing that a form asks about one by one has a page of its own, where it is answered, saved and found again.</summary>
public sealed class ItemTests(AzuriteFixture azurite, DistributedYear year) : IClassFixture<DistributedYear>
{
    private const string Form = "/svar/2024/byggnamnden/webb";
    private const string First = $"{Form}/objekt/sida-1";
    private const string Second = $"{Form}/objekt/sida-3";
    private const string Link = "https://exempel.se/testrapport?sida=1&del=2";

    [Fact]
    public async Task When_the_form_is_opened_then_it_lists_the_bodys_own_items_with_what_remains_and_their_questions_are_elsewhere()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.PostAsync(Form, ("q.sida-3.sprak", "klarar"));

        var page = await respondent.OpenAsync(Form);

        Assert.Equal(
            [(First, "Bygglov: 1 av 1 kriterier kvar"), (Second, "Rivningslov: klar")],
            page.Document.QuerySelectorAll("main .item-list li").Select(li => (li.QuerySelector("a")!.GetAttribute("href")!, li.TextContent.Trim())));
        Assert.NotNull(page.Document.QuerySelector("[name='q.utsedd']"));
        Assert.Empty(page.Document.QuerySelectorAll("[name^='q.sida-']"));
        Assert.Null(page.ValueOf("q.sida-3.sprak"));
    }

    [Fact]
    public async Task When_items_are_answered_one_by_one_then_each_save_leads_to_the_next_and_the_last_to_the_check()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();

        var first = await respondent.OpenAsync(First);
        Assert.Equal(("Bygglov", "1 av 1 kriterier kvar."), (first.Heading, first.Document.QuerySelector("[data-remaining]")!.TextContent));
        Assert.Equal("Språket är begripligt", first.Document.QuerySelector("fieldset legend")!.TextContent);
        Assert.Equal([Second], first.Document.QuerySelectorAll("main nav a").Select(a => a.GetAttribute("href")));
        var second = await respondent.FillAsync(
            first,
            "main form",
            ("q.sida-1.sprak", "klarar"),
            ("k.sida-1.sprak", "Kort och klart."),
            ("u.sida-1.sprak", Link),
            ("nasta", "nasta"));

        Assert.Equal((Second, "Rivningslov"), (second.Address.AbsolutePath, second.Heading));
        Assert.Contains("Svaren är sparade.", second.Text, StringComparison.Ordinal);
        Assert.Equal([First], second.Document.QuerySelectorAll("main nav a").Select(a => a.GetAttribute("href")));
        Assert.Equal("kontrollera", second.Document.QuerySelector("main form button")!.GetAttribute("value"));
        var check = await respondent.FillAsync(second, "main form", ("q.sida-3.sprak", "brister"), ("nasta", "kontrollera"));

        Assert.Equal($"{Form}/kontrollera", check.Address.AbsolutePath);
        var evidence = check.Document.GetElementById("svar-sida-1.sprak")!.QuerySelector("a")!;
        Assert.Equal((Link, true), (evidence.GetAttribute("href"), evidence.GetAttribute("rel")!.Contains("noreferrer", StringComparison.Ordinal)));
        var again = await respondent.OpenAsync(First);
        Assert.Equal(("klarar", "Kort och klart.", Link), (again.ValueOf("q.sida-1.sprak"), again.ValueOf("k.sida-1.sprak"), again.ValueOf("u.sida-1.sprak")));
        Assert.Equal("Klar.", again.Document.QuerySelector("[data-remaining]")!.TextContent);
    }

    [Fact]
    public async Task When_the_check_leads_to_an_unanswered_question_then_it_is_where_the_link_leads()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();

        var check = await respondent.OpenAsync($"{Form}/kontrollera");

        var links = check.Document.QuerySelectorAll(".unanswered + a").Select(a => a.GetAttribute("href")!).ToArray();
        Assert.Contains($"{First}#q.sida-1.sprak", links);
        Assert.Contains($"{Form}#q.utsedd", links);
        await Assert.AllAsync(
            links, async link => Assert.NotNull((await respondent.OpenAsync(link.Split('#')[0])).Document.GetElementById(link.Split('#')[1])));
    }

    [Theory]
    [InlineData("sida-2")]
    [InlineData("finns-inte")]
    [InlineData("SIDA-1")]
    [InlineData("sida-1.sprak")]
    public async Task When_an_item_is_another_bodys_or_nobodys_then_it_does_not_exist(string item)
    {
        var site = year.Site;
        using var respondent = await site.BuildingAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync($"{Form}/objekt/{item}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.PostAsync($"{Form}/objekt/{item}", ("q.sida-2.sprak", "klarar"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await respondent.OpenAsync($"{Form}/lage?objekt={item}")).Status);
    }

    [Fact]
    public async Task When_another_bodys_question_is_sent_from_an_items_page_then_it_is_refused_and_the_rest_is_saved()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();

        var page = await respondent.PostAsync(First, ("q.sida-1.sprak", "klarar"), ("q.sida-2.sprak", "brister"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "q.sida-2.sprak"), (page.Status, page.Faults.Single().Field));
        Assert.Equal("klarar", (await respondent.OpenAsync(First)).ValueOf("q.sida-1.sprak"));
        using var school = await site.RespondentAsync("skolnamnden", "samordnare@smastad.example");
        Assert.Null((await school.OpenAsync("/svar/2024/skolnamnden/webb/objekt/sida-2")).ValueOf("q.sida-2.sprak"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("www.exempel.se")]
    [InlineData("https://exempel.se/a b")]
    [InlineData("https://namn:losen@exempel.se")]
    public async Task When_the_link_cannot_be_one_then_the_field_says_what_to_do_and_the_answer_beside_it_is_saved(string link)
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();

        var page = await respondent.FillAsync(
            await respondent.OpenAsync(First),
            "main form",
            ("q.sida-1.sprak", "klarar"),
            ("k.sida-1.sprak", "Bra."),
            ("u.sida-1.sprak", link));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Bygglov"), (page.Status, page.Heading));
        Assert.Contains("till exempel https://www.exempel.se/rapport", page.FaultAt("u.sida-1.sprak"), StringComparison.Ordinal);
        Assert.Equal(link, page.ValueOf("u.sida-1.sprak"));
        Assert.StartsWith("Fel: ", page.Document.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") == link);
        var saved = await respondent.OpenAsync(First);
        Assert.Equal(("klarar", "Bra.", ""), (saved.ValueOf("q.sida-1.sprak"), saved.ValueOf("k.sida-1.sprak"), saved.ValueOf("u.sida-1.sprak")));

        var mended = await respondent.FillAsync(page, "main form", ("u.sida-1.sprak", Link));
        Assert.Equal((HttpStatusCode.OK, Link), (mended.Status, (await respondent.OpenAsync(First)).ValueOf("u.sida-1.sprak")));
    }

    [Fact]
    public async Task When_the_script_saves_an_answer_with_a_bad_link_then_it_is_told_what_is_saved_and_what_is_not()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();

        var (status, news) = await SaveAsync(respondent, First, ("q.sida-1.sprak", "klarar"), ("u.sida-1.sprak", "exempel.se"), ("r.sida-1.sprak", "0"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            ("sida-1.sprak", 1),
            (news.GetProperty("saved")[0].GetProperty("question").GetString(), news.GetProperty("saved")[0].GetProperty("revision").GetInt32()));
        Assert.Equal("u.sida-1.sprak", news.GetProperty("faults")[0].GetProperty("field").GetString());
        Assert.Equal("Klar", news.GetProperty("remaining").GetString());
    }

    [Fact]
    public async Task When_a_colleague_changed_the_link_meanwhile_then_both_are_on_the_items_page_and_the_choice_is_kept()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        using var two = await site.BuildingAsync();
        await one.PostAsync(First, ("q.sida-1.sprak", "klarar"));
        var open = await one.OpenAsync(First);
        await two.FillAsync(await two.OpenAsync(First), "main form", ("u.sida-1.sprak", "https://exempel.se/deras"));

        var page = await one.FillAsync(open, "main form", ("u.sida-1.sprak", "https://exempel.se/min"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Bygglov"), (page.Status, page.Heading));
        var conflict = page.Document.GetElementById("konflikt-sida-1.sprak")!;
        Assert.Equal(
            ["https://exempel.se/min", "https://exempel.se/deras"],
            conflict.QuerySelectorAll("a[rel~=noreferrer]").Select(a => a.GetAttribute("href")));
        await one.FillAsync(page, "main form", ("v.sida-1.sprak", "mitt"));
        Assert.Equal("https://exempel.se/min", (await two.OpenAsync(First)).ValueOf("u.sida-1.sprak"));
    }

    [Fact]
    public async Task When_a_page_is_as_it_was_shown_then_saving_it_changes_nothing_of_what_others_did()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        using var two = await site.BuildingAsync();
        await one.PostAsync(First, ("q.sida-1.sprak", "klarar"), ("u.sida-1.sprak", "https://exempel.se/min"));
        var open = await one.OpenAsync(First);
        await two.PostAsync(First, ("u.sida-1.sprak", "https://exempel.se/deras"));

        var page = await one.FillAsync(open, "main form", ("q.sida-1.atgard", "plan"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ("https://exempel.se/deras", "plan"),
            ((await one.OpenAsync(First)).ValueOf("u.sida-1.sprak"), (await one.OpenAsync(First)).ValueOf("q.sida-1.atgard")));
    }

    [Fact]
    public async Task When_an_open_page_asks_what_others_did_then_it_is_told_of_the_link_and_of_what_remains_of_its_item()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        await one.PostAsync(First, ("q.sida-1.sprak", "klarar"), ("u.sida-1.sprak", Link));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Form}/lage?efter=0&objekt=sida-1");

        var (_, text, _) = await one.TextAsync(request);

        using var news = JsonDocument.Parse(text);
        Assert.Equal(Link, news.RootElement.GetProperty("answers")[0].GetProperty("evidence").GetString());
        Assert.Equal(("Klar", 1), (news.RootElement.GetProperty("remaining").GetString(), news.RootElement.GetProperty("answered").GetInt32()));
    }

    [Fact]
    public async Task When_it_was_handed_in_meanwhile_then_what_was_typed_on_an_items_page_can_be_copied_with_its_items_name()
    {
        await using var site = await StartedAsync();
        using var one = await site.BuildingAsync();
        using var two = await site.BuildingAsync();
        var open = await one.OpenAsync(First);
        await two.SubmitAsync("byggnamnden", "webb");

        var page = await one.FillAsync(open, "main form", ("k.sida-1.sprak", "Sent skrivet"), ("u.sida-1.sprak", Link));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Kommentar till: Bygglov: Språket är begripligt", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Sent skrivet", Link], page.Document.QuerySelectorAll("textarea").Select(t => t.TextContent.Trim()));
        Assert.Equal($"{Form}/kvitto", (await one.OpenAsync(First)).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_it_is_handed_in_then_the_link_is_in_the_receipt_the_offices_page_and_the_comparison_of_versions()
    {
        await using var site = await StartedAsync();
        using var respondent = await site.BuildingAsync();
        await respondent.SubmitAsync("byggnamnden", "webb");
        await respondent.PostAsync($"{Form}/oppna");
        await respondent.PostAsync(First, ("u.sida-1.sprak", Link));
        await respondent.HandInAsync(Form);
        using var reader = await site.OfficeAsync("Reader");

        Assert.Single(Links(await respondent.OpenAsync($"{Form}/kvitto")));
        Assert.Single(Links(await reader.OpenAsync("/kansli/2024/svar/byggnamnden/webb")));
        var versions = await respondent.OpenAsync($"{Form}/versioner");
        Assert.Single(Links(versions));
        Assert.Contains("Länk till underlag, I version 1 Ingen länk", versions.Text, StringComparison.Ordinal);

        static IEnumerable<IElement> Links(Page page) => page.Document.QuerySelectorAll($"main a[href='{Link}'][rel~=noreferrer]");
    }

    private async Task<RunningSite> StartedAsync()
    {
        var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        return site;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> SaveAsync(Browser browser, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            Headers = { { "Accept", "application/json" } },
        };
        var (status, text, _) = await browser.TextAsync(request);
        return (status, JsonDocument.Parse(text).RootElement);
    }
}
