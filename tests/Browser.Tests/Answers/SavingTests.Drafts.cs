using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>What a browser keeps of what is not saved.</summary>
public sealed partial class SavingTests
{
    [Fact]
    public async Task When_two_tabs_have_the_form_open_then_what_one_saves_is_not_the_end_of_what_the_other_could_not()
    {
        var one = await OpenFormAsync("kommunstyrelsen");
        var two = await one.Context.NewPageAsync();
        await two.GotoAsync(one.Url);
        await one.RouteAsync(IsForm, route => route.AbortAsync());
        await one.Locator("textarea").First.FillAsync("Bara i den ena fliken.");
        await Expect(NoteOf(one, one.Locator("textarea").First)).ToHaveTextAsync(NotSaved);
        await two.Locator("textarea").First.FillAsync("Sparat i den andra.");
        await Expect(NoteOf(two, two.Locator("textarea").First)).ToHaveTextAsync(Saved);
        // As it is kept before the tab goes: one that crashes does not get to write it again.
        Assert.Contains("Bara i den ena fliken.", await two.EvaluateAsync<string>("() => Object.values(localStorage).join()"), StringComparison.Ordinal);
        await one.CloseAsync();

        await two.ReloadAsync();

        await Expect(two.Locator("[data-draft-offer]")).ToContainTextAsync("Bara i den ena fliken.");
        await Expect(two.Locator("textarea").First).ToHaveValueAsync("Sparat i den andra.");
        await two.GetByRole(AriaRole.Button, new() { Name = "Kasta texten" }).ClickAsync();
        await two.ReloadAsync();
        await Expect(two.Locator("[data-draft-offer]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_the_server_asks_which_text_is_to_be_kept_then_what_is_typed_is_kept_and_not_sent_by_itself()
    {
        var form = AddressOf("funktionsstodsnamnden");
        var page = await OpenFormAsync("funktionsstodsnamnden");
        await page.RouteAsync("**/form.js", script => script.AbortAsync());
        await page.ReloadAsync();
        var other = await OpenFormAsync("funktionsstodsnamnden");
        await other.Locator("textarea").First.FillAsync("Kollegans text.");
        await Expect(NoteOf(other, other.Locator("textarea").First)).ToHaveTextAsync(Saved);
        var text = page.Locator("textarea").First;
        await text.FillAsync("Min text.");
        await page.UnrouteAllAsync();
        await page.LeaveAsync(() => page.Locator("button[value=spara]").ClickAsync());
        await Expect(page.GetByText("Vilket svar ska gälla?")).ToBeVisibleAsync();

        await text.FillAsync("Min text, med mera.");
        await text.BlurAsync();

        await Expect(NoteOf(page, text)).ToHaveTextAsync("");
        await page.GotoAsync(form);
        await Expect(text).ToHaveValueAsync("Kollegans text.");
        await Expect(page.Locator("[data-draft-offer]")).ToContainTextAsync("Min text, med mera.");
    }

    [Fact]
    public async Task Drafts_live_as_long_as_a_form_may_be_open()
    {
        var page = await OpenFormAsync("arbetsmarknads-och-socialnamnden");
        await page.EvaluateAsync(
            """
            () => [200, 400].forEach(days =>
              localStorage.setItem(`arshjulet/x/y~${days}`, JSON.stringify({ text: '["a","",""]', at: Date.now() - days * 24 * 60 * 60 * 1000 })))
            """);

        await page.GotoAsync($"/svar/{Site.Year}/arbetsmarknads-och-socialnamnden");

        Assert.Equal(["arshjulet/x/y~200"], await page.EvaluateAsync<string[]>("() => Object.keys(localStorage)"));
    }
}
