using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>The form's buttons do what they say beside the saving that needs none.</summary>
public sealed partial class SavingTests
{
    [Fact]
    public async Task When_everything_is_saved_then_each_button_leads_on()
    {
        var page = await OpenFormAsync("miljonamnden");
        foreach (var (button, lands) in new[] { ("spara", "?sparat=ja"), ("kontrollera", "/kontrollera") })
        {
            foreach (var press in (Func<ILocator, Task>[])[b => b.ClickAsync(), b => b.PressAsync("Enter"), b => b.DblClickAsync()])
            {
                await page.GotoAsync(AddressOf("miljonamnden"));
                var text = page.Locator("textarea").First;
                await text.FillAsync($"{await text.InputValueAsync()}x");
                await Expect(NoteOf(page, text)).ToHaveTextAsync(Saved);

                await press(page.Locator($"button[value={button}]"));

                await Expect(page).ToHaveURLAsync(new Regex($"{Regex.Escape(lands)}$"));
            }
        }

        await page.GotoAsync(AddressOf("miljonamnden"));
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("xxxxxx");
    }

    [Fact]
    public async Task When_a_button_is_pressed_twice_before_the_text_is_saved_then_it_is_saved_and_the_button_leads_on()
    {
        var page = await OpenFormAsync("servicenamnden");
        await page.Locator("textarea").First.FillAsync("Skrivet fort.");

        await page.Locator("button[value=kontrollera]").DblClickAsync();

        await Expect(page).ToHaveURLAsync(CheckPage());
        await Expect(page.Locator("main")).ToContainTextAsync("Skrivet fort.");
    }

    [Fact]
    public async Task When_a_button_is_pressed_without_the_net_then_the_page_says_so_and_goes_on_when_the_net_is_back()
    {
        var page = await OpenFormAsync("stadsbyggnadsnamnden");
        await page.Context.SetOfflineAsync(true);
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet på tåget.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync(NotSaved);

        await page.Locator("button[value=kontrollera]").ClickAsync();

        await Expect(page.Locator("[data-trouble]")).ToContainTextAsync("går vidare dit du valde");
        await page.Context.SetOfflineAsync(false);
        await Expect(page).ToHaveURLAsync(CheckPage());
        await Expect(page.Locator("main")).ToContainTextAsync("Skrivet på tåget.");
    }

    [Fact]
    public async Task When_a_button_is_pressed_and_the_server_has_no_answer_for_the_script_then_the_page_is_posted_without_it()
    {
        var page = await OpenFormAsync("forskolenamnden");
        await page.RouteAsync(IsForm, route => route.Request.IsNavigationRequest ? route.ContinueAsync() : route.FulfillAsync(new() { Status = 503 }));
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet ändå.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync(NotSaved);

        await page.Locator("button[value=spara]").ClickAsync();

        await Expect(page.GetByText("Svaren är sparade.")).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync("Skrivet ändå.");
        await Expect(page.Locator("[data-draft-offer]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_the_browser_lacks_what_the_script_needs_then_the_page_works_as_without()
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        await page.AddInitScriptAsync("delete AbortSignal.timeout;");
        await OpenFormAsync("grundskolenamnden", page: page);
        await page.Locator("textarea").First.FillAsync("Skrivet i en gammal webbläsare.");

        await page.Locator("button[value=spara]").ClickAsync();

        await Expect(page.GetByText("Svaren är sparade.")).ToBeVisibleAsync();
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("Skrivet i en gammal webbläsare.");
    }

    [GeneratedRegex("/kontrollera$")]
    private static partial Regex CheckPage();
}
