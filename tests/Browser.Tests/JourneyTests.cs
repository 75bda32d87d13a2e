using Microsoft.Playwright;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>A person comes from the link in the mail to the receipt, also by the keyboard alone and without scripts.</summary>
public sealed class JourneyTests(CollectingSite collecting) : IClassFixture<CollectingSite>
{
    [Theory]
    [InlineData("kulturnamnden", false)]
    [InlineData("miljonamnden", true)]
    public async Task The_whole_journey_works_with_the_keyboard_only(string body, bool scripts)
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site, scripts);
        await page.GotoAsync(await collecting.Site.LinkOfAsync(body));
        var keys = new Keyboard(page);
        await keys.TabToAsync("#person");
        await keys.PressAsync("Space");
        await keys.TabToAsync("main button");
        await keys.EnterAsync();
        await keys.TabToAsync($"h2 a[href$='/{collecting.Review.Form}']");
        await keys.EnterAsync();
        foreach (var question in collecting.Site.Content.Form(collecting.Review.Form).QuestionsFor(collecting.Site.City.Body(body)))
        {
            await keys.TabToAsync($"[name='q.{question.Key}']");
            if (await page.EvaluateAsync<string>("() => document.activeElement.type") == "radio")
            {
                await keys.PressAsync("Space");
                await keys.PressAsync("ArrowDown");
            }
            else
            {
                await keys.TypeAsync("Vi har gått igenom det.");
            }
        }

        await keys.TabToAsync("button[value=kontrollera]");
        await keys.EnterAsync();
        await keys.TabToAsync("[name=beslutsform]");
        await keys.PressAsync("Space");
        await keys.PressAsync("ArrowDown");
        await keys.TabToAsync("#datum");
        await keys.TypeAsync("09132024");
        await keys.TabToAsync("#ansvarig");
        await keys.TypeAsync("kulturdirektör");
        await keys.TabToAsync("main form:not([action*='/oppna']) button");
        await keys.EnterAsync();
        await IsReceiptAsync(page);
    }

    [Fact]
    public async Task The_whole_journey_works_without_scripts()
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site, scripts: false);
        await page.GotoAsync(await collecting.Site.LinkOfAsync("fritidsnamnden"));
        await page.Locator("#person").CheckAsync();
        await PressAsync(page, "Börja svara");
        await page.Locator($"h2 a[href$='/{collecting.Review.Form}']").ClickAsync();
        foreach (var question in collecting.Site.Content.Form(collecting.Review.Form).QuestionsFor(collecting.Site.City.Body("fritidsnamnden")))
        {
            var fields = page.Locator($"[name='q.{question.Key}']");
            if (await fields.First.GetAttributeAsync("type") == "radio")
            {
                await fields.First.CheckAsync();
            }
            else
            {
                await fields.First.FillAsync("Vi har gått igenom det.");
            }
        }

        await PressAsync(page, "Spara och kontrollera");
        await page.GetByLabel("På delegation").CheckAsync();
        await page.Locator("#datum").FillAsync("2024-09-13");
        await page.Locator("#ansvarig").FillAsync("fritidsdirektör");
        await PressAsync(page, "Lämna in");
        await IsReceiptAsync(page);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_something_is_wrong_then_focus_is_in_the_summary_and_its_link_leads_to_the_field(bool scripts)
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site, scripts);
        await page.GotoAsync(await collecting.Site.LinkOfAsync("valnamnden"));
        await PressAsync(page, "Börja svara");
        await Assertions.Expect(page.Locator("#fel")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#person")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_skip_link_comes_first_and_leads_to_the_content()
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        await page.GotoAsync("/tillganglighet");
        await new Keyboard(page).TabToAsync(".ds-skip-link");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#innehall")).ToBeFocusedAsync();
    }

    /// <summary>The page that says that nobody is signed in can be loaded again: the browser still has what was sent.</summary>
    [Fact]
    public async Task When_the_sign_in_has_ended_and_there_are_no_scripts_then_what_was_sent_is_saved_by_loading_the_page_again()
    {
        var link = await collecting.Site.LinkOfAsync("tekniska-namnden");
        var page = await collecting.Browser.OpenAsync(collecting.Site, scripts: false);
        await EnterAsync(page, link);
        await page.Locator($"h2 a[href$='/{collecting.Review.Form}']").ClickAsync();
        await page.Locator("textarea").First.FillAsync("Skrivet innan det tog slut.");
        await page.Context.ClearCookiesAsync();
        await PressAsync(page, "Spara");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Öppna din personliga länk igen");

        await EnterAsync(await page.Context.NewPageAsync(), link);
        await page.ReloadAsync();

        await Assertions.Expect(page.GetByText("Svaren är sparade.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("textarea").First).ToHaveValueAsync("Skrivet innan det tog slut.");
    }

    private static async Task EnterAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.Locator("#person").CheckAsync();
        await PressAsync(page, "Börja svara");
        await Assertions.Expect(page.Locator("h2 a").First).ToBeVisibleAsync();
    }

    private static Task PressAsync(IPage page, string button) =>
        page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = button == "Spara" }).ClickAsync();

    private static async Task IsReceiptAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Inlämnat");
        Assert.EndsWith("/kvitto", page.Url, StringComparison.Ordinal);
    }
}
