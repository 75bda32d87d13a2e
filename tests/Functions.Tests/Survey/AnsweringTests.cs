using System.Net;
using Arshjulet.Functions.Survey;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Survey;

/// <summary>A manager's code counts once, whatever opens the link, and a mistake costs nobody what they have written.</summary>
public sealed class AnsweringTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task When_a_scanner_opens_the_link_or_posts_its_form_then_nothing_is_spent_or_set()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, link) = await site.ManagerAsync();
        using var _ = manager;
        using var scanner = site.Open();

        var start = await scanner.OpenAsync(link);
        var posted = await scanner.FillAsync(start, "main form");

        Assert.Equal(HttpStatusCode.OK, start.Status);
        Assert.Contains("raderas ur enkätens register i samma stund", start.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.Status);
        Assert.Equal("person", Assert.Single(posted.Faults).Field);
        Assert.Empty(scanner.CookiesAt("/enkat/2024/kulturnamnden"));
        Assert.Equal(5, (await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now)).Count);
    }

    [Fact]
    public async Task When_a_manager_has_answered_then_the_code_is_spent_and_a_second_answer_is_refused_kindly()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, link) = await site.ManagerAsync();
        using var _ = manager;
        using var other = site.Open();
        await other.PostAsync(link, ("person", "ja"));

        var thanks = await manager.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer);
        var again = await manager.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer);
        var elsewhere = await other.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer);
        var opened = await other.OpenAsync(link);

        Assert.Equal("/enkat/tack", thanks.Address.AbsolutePath);
        Assert.Equal("Tack för ditt svar!", thanks.Heading);
        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound], [again.Status, elsewhere.Status, opened.Status]);
        Assert.All([again, elsewhere, opened], p => Assert.Contains("Då är svaret räknat, en gång", p.Text, StringComparison.Ordinal));
        var sums = await site.SumsAsync("kulturnamnden");
        Assert.Equal(
            (1, 1, 1, 0),
            (
                sums.Answers,
                sums.Of("info-system", "fullstandig"),
                sums.Of("latt-lokaler", "instammer-delvis"),
                sums.Counts.GetValueOrDefault("vet-vart")?.Count ?? 0));
    }

    [Fact]
    public async Task When_one_code_is_posted_ten_times_at_once_then_it_counts_once()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, _) = await site.ManagerAsync();
        using var browser = manager;
        var cookie = Assert.Single(manager.CookiesAt("/enkat/2024/kulturnamnden"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Host.Address };

        var statuses = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/enkat/2024/kulturnamnden")
            {
                Content = new FormUrlEncodedContent(SurveyCast.Answer.Select(a => KeyValuePair.Create(a.Item1, a.Item2))),
            };
            request.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}");
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }));

        Assert.Single(statuses, s => s == HttpStatusCode.SeeOther);
        Assert.Equal(9, statuses.Count(s => s == HttpStatusCode.Conflict));
        Assert.Equal(1, (await site.SumsAsync("kulturnamnden")).Answers);
    }

    [Theory]
    [InlineData("q.info-system", "bra", "q.info-system")]
    [InlineData("q.annan", "fullstandig", "q.info-system")]
    [InlineData("q.info-system", "-", "q.info-system")]
    [InlineData("q.forslag", null, "q.forslag")]
    public async Task When_what_is_sent_is_wrong_then_the_page_says_where_and_the_code_can_still_be_used(string field, string? value, string at)
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, _) = await site.ManagerAsync();
        using var browser = manager;

        var page = await manager.PostAsync("/enkat/2024/kulturnamnden", (field, value ?? new string('å', 2001)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(at, Assert.Single(page.Faults).Field);
        Assert.NotNull(page.FaultAt(at));
        Assert.Equal(0, (await site.SumsAsync("kulturnamnden")).Answers);
        Assert.Equal("/enkat/tack", (await manager.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(".")]
    [InlineData(" ")]
    [InlineData(">)")]
    public async Task When_a_mark_from_the_mail_sticks_to_a_code_then_it_is_known_all_the_same(string mark)
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var codes = site.Get<SurveyCodes>();
        var secret = await codes.AddAsync(SurveyCast.At("valnamnden"), SurveyCast.Now);

        Assert.NotNull(await codes.FindAsync(SurveyCast.At("valnamnden"), secret + mark, SurveyCast.Now));
    }

    [Fact]
    public async Task When_a_code_is_tried_at_another_body_then_it_is_worth_nothing()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, link) = await site.ManagerAsync();
        using var browser = manager;

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(link.Replace("kulturnamnden", "miljonamnden", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(link[..^2] + "AA")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/enkat/2024/kulturnamnden/x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/enkat/2024/ingen/x")).Status);
    }

    [Fact]
    public async Task When_the_last_day_is_over_then_nobody_answers_and_the_codes_are_erased()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, link) = await site.ManagerAsync();
        using var browser = manager;

        await site.MoveToAsync("2024-11-15 23:59");
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(link)).Status);
        await site.MoveToAsync("2024-11-16 00:00");
        var late = await browser.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer);
        await site.MoveToAsync("2024-11-16 01:00");
        await site.RestAsync();

        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("15 november 2024", late.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await site.SumsAsync("kulturnamnden")).Answers);
        Assert.Empty(await site.Get<SurveyCodes>().UnspentAsync(SurveyCast.At("kulturnamnden"), SurveyCast.Now));
    }

    [Fact]
    public async Task When_a_body_has_an_open_link_then_each_who_starts_answers_once_and_is_advised_against_twice()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();
        var page = await office.PostAsync("/kansli/2024/enkat/valnamnden/lank");
        var link = new Uri(page.Document.QuerySelector("a[href*='/enkat/2024/valnamnden/']")!.GetAttribute("href")!).AbsolutePath;
        using var manager = site.Open();

        await manager.PostAsync(link, ("person", "ja"));
        var first = await manager.PostAsync("/enkat/2024/valnamnden", SurveyCast.Answer);
        var again = await manager.PostAsync("/enkat/2024/valnamnden", SurveyCast.Answer);
        var start = await manager.OpenAsync(link);
        var unticked = await office.PostAsync("/kansli/2024/enkat/valnamnden/lank");
        var still = await manager.OpenAsync(link);
        var ticked = unticked.Document.QuerySelector("#ersatt")!.GetAttribute("value")!;
        await office.PostAsync("/kansli/2024/enkat/valnamnden/lank", ("ersatt", ticked));
        var old = await manager.OpenAsync(link);

        Assert.Equal("/enkat/tack", first.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("redan svarat i den här webbläsaren", start.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.NotFound), (unticked.Status, still.Status, old.Status));
        Assert.Contains("en ny gör att den gamla slutar gälla", unticked.FaultAt("ersatt"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.PostAsync("/kansli/2024/enkat/valnamnden/lank", ("ersatt", ticked))).Status);
        Assert.Equal(1, (await site.SumsAsync("valnamnden")).Answers);
    }

    [Fact]
    public async Task When_the_open_link_is_asked_for_several_times_at_once_then_one_is_made()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        using var office = await site.SurveyOfficeAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => office.PostAsync("/kansli/2024/enkat/valnamnden/lank")));

        var made = Assert.Single(pages, p => p.Status == HttpStatusCode.OK).Document.QuerySelector("a[href*='/enkat/2024/valnamnden/']")!.GetAttribute("href")!;
        using var manager = site.Open();
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync(new Uri(made).AbsolutePath)).Status);
    }

    [Fact]
    public async Task When_the_browser_has_lost_its_cookie_then_what_was_typed_is_shown_and_the_same_post_counts_after_a_new_start()
    {
        await using var site = await RunningSite.StartAsync(azurite, SurveyCast.City);
        var (manager, link) = await site.ManagerAsync();
        manager.Dispose();
        using var forgetful = site.Open();
        (string, string)[] sent = [.. SurveyCast.Answer, ("q.annan", "Inte i formuläret"), ("q.latt-system", "inte-på-skalan")];

        var lost = await forgetful.PostAsync("/enkat/2024/kulturnamnden", sent);
        Assert.Equal(HttpStatusCode.Conflict, lost.Status);
        Assert.Equal(
            ["Ja, fullständig information", "Instämmer delvis", "En enda lista."],
            lost.Document.QuerySelectorAll("#ditt-svar dd").Select(d => d.TextContent));
        Assert.Contains("i en ny flik", lost.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Inte i formuläret", lost.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await site.SumsAsync("kulturnamnden")).Answers);

        await forgetful.PostAsync(link, ("person", "ja"));
        Assert.Equal("/enkat/tack", (await forgetful.PostAsync("/enkat/2024/kulturnamnden", SurveyCast.Answer)).Address.AbsolutePath);
        Assert.Equal(1, (await site.SumsAsync("kulturnamnden")).Answers);
    }
}
