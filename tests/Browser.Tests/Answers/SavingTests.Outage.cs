using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>When the page says that saving works again.</summary>
public sealed partial class SavingTests
{
    private const string Again = "Nu går det att spara igen";

    [Fact]
    public async Task When_others_answers_can_be_read_and_ones_own_not_be_saved_then_the_page_does_not_say_that_saving_works()
    {
        var page = await OpenFormAsync("overformyndarnamnden", Assessment);
        var other = await OpenFormAsync("overformyndarnamnden", Assessment);
        await page.RouteAsync(IsForm, route => route.FulfillAsync(new() { Status = 503 }));
        await Question(page).Locator("textarea").FillAsync("Kan inte sparas än.");
        await Expect(Question(page).Locator("[data-note]")).ToHaveTextAsync(NotSaved);
        await OtherQuestion(other).Locator("label").First.ClickAsync();
        await Expect(OtherQuestion(other).Locator("[data-note]")).ToHaveTextAsync(Saved);

        await page.EvaluateAsync(Looking.LookAgain);

        await Expect(OtherQuestion(page).Locator("input").First).ToBeCheckedAsync();
        Assert.Equal("", await page.Locator("[data-live]").TextContentAsync());
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync(NotSaved);
        await page.UnrouteAllAsync();
        await page.EvaluateAsync(Looking.LookAgain);
        await Expect(Question(page).Locator("[data-note]")).ToHaveTextAsync(Saved);
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task When_the_net_is_back_and_nothing_waits_then_the_page_says_that_saving_works()
    {
        var page = await OpenFormAsync("halsa-vard-och-omsorgsnamnden");
        await page.Context.SetOfflineAsync(true);
        await page.EvaluateAsync(Looking.LookAgain);
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync(NotSaved);

        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Again);
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync("");
    }

    private static ILocator OtherQuestion(IPage page) => page.Locator("[data-question]:has(.choice):has(textarea)").Nth(1);
}
