using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>What others do meanwhile: another site, an expert, a second window.</summary>
public sealed partial class Walk
{
    /// <summary>A form on another site's page that posts to this one.</summary>
    private async Task OtherSiteAsync()
    {
        const string Other = "http://annanstans.example/";
        await _stranger.RouteAsync(
            Other,
            page => page.FulfillAsync(new()
            {
                ContentType = "text/html",
                Body = $"<form method=post action='{Site.Address}lank'><button>Vinn</button></form>",
            }));
        await _stranger.GotoAsync(Other);
        await ActAsync(_stranger, "formuläret kom från en annan webbplats", () => _stranger.GetByRole(AriaRole.Button).ClickAsync());
    }

    /// <summary>The expert has the same item's page open as the respondent, and answers first.</summary>
    private async Task ExpertAsync(string form)
    {
        var item = new Uri(_respondent.Url).AbsolutePath;
        var contact = Site.Content.Plan.Reviews.First(r => r.Form == form).Experts[0];
        _expert = await OpenAsync();
        await VisitAsync(_expert, "sakkunnig: länken", await Site.LinkToAsync(contact.Email));
        await _expert.Locator("#person").CheckAsync();
        await PressAsync(_expert, "sakkunnig: listan", "Börja svara");
        await _expert.GotoAsync(item);
        await _expert.RunAndWaitForResponseAsync(
            () => _expert.Locator(".choice-option label").First.ClickAsync(),
            r => r.Request.Method == "POST" && new Uri(r.Url).AbsolutePath.EndsWith(item, StringComparison.Ordinal));
        await _respondent.Locator(".choice-option label").Nth(1).ClickAsync();
        await PressAsync(_respondent, "objekt med konflikt", "Spara");
        await VisitAsync(_expert, "sakkunnig: Excelfil", $"/sakkunnig/{Browser.Tests.Site.Year}/{form}/excel");
        await VisitAsync(_office, "kansli: sakkunniga", Kansli("/sakkunniga"));
    }

    /// <summary>The same answer from two windows.</summary>
    private async Task ConflictAsync()
    {
        var other = await OpenAsync();
        await other.GotoAsync(await Site.LinkOfAsync("kulturnamnden"));
        await other.Locator("#person").CheckAsync();
        await other.LeaveAsync(() => other.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        await other.GotoAsync(_answers);
        await other.RunAndWaitForResponseAsync(
            () => other.Locator(".choice-option label").Nth(1).ClickAsync(),
            r => r.Request.Method == "POST" && new Uri(r.Url).AbsolutePath.EndsWith(_answers, StringComparison.Ordinal));
        await _respondent.Locator(".choice-option label").Nth(2).ClickAsync();
        await PressAsync(_respondent, "formulär med konflikt", "Spara");
    }
}
