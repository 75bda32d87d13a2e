using System.Net;
using Arshjulet.Functions.Tests.Hosting;
using Xunit;

namespace Arshjulet.Functions.Tests.Answers;

/// <summary>A page is saved only in the name of the one who opened it, though a browser has one cookie for a body.</summary>
public sealed class WhosePageTests(AzuriteFixture azurite)
{
    private const string Own = "/svar/2024/skolnamnden";
    private const string Form = $"{Own}/sjalvskattning";

    [Fact]
    public async Task When_a_colleagues_link_is_opened_in_the_same_browser_then_what_was_open_before_is_not_taken_in_the_colleagues_name()
    {
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var browser = await site.RespondentAsync("skolnamnden", "samordnare@smastad.example");
        await browser.PostAsync(Form, Cast.SelfAssessment);
        var start = await browser.OpenAsync(Own);
        Page[] pages =
        [
            await browser.OpenAsync(Form),
            await browser.OpenAsync($"{Form}/kontrollera"),
            await browser.OpenAsync($"{Form}/bilagor"),
            await browser.OpenAsync($"{Own}/webb/excel"),
        ];
        await browser.PostAsync(await site.LinkAsync("controller@smastad.example", "skolnamnden"), ("person", "ja"));

        await Assert.AllAsync(pages, async page => Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await browser.FillAsync(page, "main form", [.. Cast.Decision, ("q.slutsats", "i annans namn")])).Status));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.FillAsync(start, "form[action*='/fraga']", ("adress", "kim@smastad.example"))).Status);
        Assert.Equal("Vi är på god väg.", (await browser.OpenAsync(Form)).ValueOf("q.slutsats"));
        var again = await browser.FillAsync(await browser.OpenAsync(Form), "main form", ("q.slutsats", "i eget namn"));
        Assert.Contains("Sparat 09.00", again.Text, StringComparison.Ordinal);
        await browser.PostAsync(await site.LinkAsync("samordnare@smastad.example", "skolnamnden"), ("person", "ja"));
        Assert.Contains("Sparat 09.00 av controller", (await browser.OpenAsync(Form)).Text, StringComparison.Ordinal);
        await browser.FillAsync(pages[0], "main form", ("q.onskemal", "min egen sida igen"));
        Assert.Equal("min egen sida igen", (await browser.OpenAsync(Form)).ValueOf("q.onskemal"));
    }

    [Fact]
    public async Task When_somebody_has_both_the_bodys_link_and_an_experts_then_each_page_is_taken_from_its_own()
    {
        const string Item = "/svar/2024/byggnamnden/webb/objekt/sida-1";
        await using var site = await RunningSite.StartAsync(azurite);
        await site.DistributeAsync();
        using var browser = site.Open();
        await browser.PostAsync((await site.MailAsync("provare@smastad.example"))[0].Links[0], ("person", "ja"));
        var expert = await browser.OpenAsync(Item);
        await browser.PostAsync(await site.LinkAsync("samordnare@smastad.example", "byggnamnden"), ("person", "ja"));

        await browser.FillAsync(expert, "main form", ("q.sida-1.sprak", "brister"));

        Assert.Contains("av sakkunnig i språk", (await browser.OpenAsync(Item)).Text, StringComparison.Ordinal);
    }
}
