using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>The same holds on the page of one of the things that a form asks about.</summary>
public sealed partial class WritingTests
{
    [Fact]
    public async Task When_a_link_to_evidence_is_half_then_the_answer_beside_it_is_saved_and_the_link_as_soon_as_it_is_whole()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(WritingSite.WithItems));
        await page.GotoAsync($"/svar/2024/{WritingSite.WithItems}/dos");
        await page.Locator(".item-list a").First.ClickAsync();
        await page.Locator(".choice").First.Locator("label").First.ClickAsync();
        await Expect(Note(page, 0)).ToHaveTextAsync("Sparat 09.00");
        await Expect(page.Locator("[data-remaining]")).ToHaveTextAsync("11 av 12 kriterier kvar.");
        var evidence = page.Locator("[name^='u.']").First;
        var fault = page.Locator(".question [data-live]");

        await evidence.FillAsync("exempel.se/rapport");
        await evidence.BlurAsync();
        await Expect(fault).ToContainTextAsync("Länken måste vara en hel webbadress");
        await Expect(evidence).ToHaveAttributeAsync("aria-invalid", "true");
        await LookAsync(page);
        await evidence.FillAsync("https://exempel.se/rapport");
        await evidence.BlurAsync();
        await Expect(fault).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await Expect(page.Locator(".choice").First.Locator("input").First).ToBeCheckedAsync();
        await Expect(evidence).ToHaveValueAsync("https://exempel.se/rapport");
    }
}
