using System.Net;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.BadInput;

/// <summary>Only a personal link that still works lets anybody in, and only to its own body.</summary>
public sealed class LinkTests(DistributedYear year) : IClassFixture<DistributedYear>
{
    public static MatrixTheoryData<string, bool> Foreign => new(
        [new('A', 43), "kort", "..%2F..%2Fkansli", "%E5%E4%F6", new('A', 119)],
        [false, true]);

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task When_a_link_is_not_ours_then_the_page_says_what_to_do_whether_it_is_opened_or_pressed(string secret, bool pressed)
    {
        using var browser = year.Site.Open();

        var page = pressed ? await browser.PostAsync($"/l/{secret}", ("person", "ja")) : await browser.OpenAsync($"/l/{secret}");

        Assert.Equal((HttpStatusCode.NotFound, "Länken gäller inte"), (page.Status, page.Heading));
        Assert.Contains("Leta först upp det senaste mejlet", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".")]
    [InlineData(")")]
    [InlineData(").")]
    [InlineData("%3E")]
    [InlineData("%20")]
    [InlineData("%E2%80%9D,")]
    public async Task When_a_mark_from_the_mail_sticks_to_the_link_then_it_opens_all_the_same(string mark)
    {
        var link = await year.Site.LinkAsync("vd@smastad.example", "bostads-ab");
        using var browser = year.Site.Open();

        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(link + mark)).Status);
        Assert.Equal("/svar/2024/bostads-ab", (await browser.PostAsync(link + mark, ("person", "ja"))).Address.AbsolutePath);
    }

    [Fact]
    public async Task When_a_link_has_been_revoked_then_the_page_says_so_and_its_cookie_is_worth_nothing()
    {
        var link = await year.Site.LinkAsync("revisionen@smastad.example", "revisionen");
        using var browser = year.Site.Open();
        await browser.PostAsync(link, ("person", "ja"));
        await year.Site.Get<Links>().RevokeAsync(new BodyLink(2024, "revisionen", "revisionen-sekreterare"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync("/svar/2024/revisionen")).Status);
    }

    [Fact]
    public async Task When_a_link_has_expired_then_the_page_says_so_and_what_to_do()
    {
        var site = year.Site;
        var links = site.Get<Links>();
        var link = new BodyLink(2020, "bostads-ab", "bostads-ab-vd");
        await links.CreateAsync(link, TestContext.Current.CancellationToken);
        var secret = await site.Get<LinkSecrets>().NewSecretAsync(link, TestContext.Current.CancellationToken);
        using var browser = site.Open();

        var page = await browser.OpenAsync($"/l/{secret}");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("slutat gälla", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/svar/2024/skolnamnden")]
    [InlineData("/svar/2024/skolnamnden/sjalvskattning")]
    [InlineData("/svar/2023/byggnamnden")]
    [InlineData("/svar/2024/finns-inte")]
    [InlineData("/svar/2024/skolnamnden/sjalvskattning/kvitto")]
    public async Task When_the_cookie_is_another_bodys_then_the_page_is_the_same_as_without_any(string path)
    {
        using var stranger = year.Site.Open();
        using var other = year.Site.Open();
        using var forged = await ForgedAsync(HttpMethod.Get, path);

        var page = await other.SendAsync(forged);

        Assert.Equal((HttpStatusCode.Unauthorized, "Öppna din personliga länk igen"), (page.Status, page.Heading));
        Assert.Equal((await stranger.OpenAsync(path)).Text, page.Text);
    }

    [Fact]
    public async Task When_an_answer_is_sent_with_another_bodys_cookie_then_it_is_refused()
    {
        using var other = year.Site.Open();
        using var forged = await ForgedAsync(HttpMethod.Post, "/svar/2024/skolnamnden/sjalvskattning");
        forged.Content = new FormUrlEncodedContent([new("q.ansvar", "bra")]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SendAsync(forged)).Status);
    }

    [Theory]
    [InlineData("/svar/2024/byggnamnden/finns-inte")]
    [InlineData("/svar/2024/byggnamnden/finns-inte/kontrollera")]
    [InlineData("/svar/2024/byggnamnden/finns-inte/kvitto")]
    [InlineData("/svar/2024/byggnamnden/finns-inte/anvisning")]
    [InlineData("/svar/hej/byggnamnden")]
    [InlineData("/finns-inte")]
    [InlineData("/wp-login.php")]
    public async Task When_there_is_nothing_at_an_address_then_it_is_not_found(string path)
    {
        using var respondent = await year.Site.BuildingAsync();
        var page = await respondent.OpenAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "Sidan finns inte"), (page.Status, page.Heading));
    }

    /// <summary>A request with the cookie that somebody else got for another body.</summary>
    private async Task<HttpRequestMessage> ForgedAsync(HttpMethod method, string path)
    {
        using var respondent = await year.Site.BuildingAsync();
        var cookie = respondent.CookiesAt("/svar/2024/byggnamnden").Single();
        return new HttpRequestMessage(method, path) { Headers = { { "Cookie", $"svar={cookie.Value}" } } };
    }
}
