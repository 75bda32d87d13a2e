using System.Net;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>A body comes all the way though a mail scanner, a closed browser and a colleague in the same field get in between.</summary>
public sealed class WholeWayTests(CollectingSite collecting) : IClassFixture<CollectingSite>
{
    private const string Body = "miljonamnden";
    private const string Colleague = "kim@malmo.example";
    private static readonly string Start = $"/svar/{Site.Year}/{Body}";

    private string Form => $"{Start}/{collecting.Review.Form}";

    [Fact]
    public async Task From_the_mail_to_the_receipt_and_open_again()
    {
        var link = await collecting.Site.LinkOfAsync(Body);
        await ScanAsync(link);

        var first = await EnterAsync(link);
        await LookAsync(first);
        var forwarded = await ForwardAsync(first);
        await first.GotoAsync(Form);
        await first.Locator(".choice").First.Locator("label").First.ClickAsync();
        await Expect(first.Locator("[data-note]").First).ToHaveTextAsync("Sparat 09.00");
        await LookAsync(first);
        await first.Context.CloseAsync();

        var page = await EnterAsync(link);
        await page.GotoAsync(Form);
        await Expect(page.Locator(".choice").First.Locator("input").First).ToBeCheckedAsync();
        await page.Locator("[name='q.system-rutiner']").Last.CheckAsync();
        for (var open = page.Locator(".choice:not(:has(input:checked))"); await open.CountAsync() > 0;)
        {
            await open.First.Locator("label").First.ClickAsync();
        }

        await ConflictAsync(page, forwarded);
        foreach (var text in await page.Locator("textarea[name^='q.']").AllAsync())
        {
            await text.FillAsync("Vi har gått igenom det.");
        }

        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Spara och kontrollera" }).ClickAsync());
        await Expect(page.Locator("main")).ToContainTextAsync("Att fundera på innan ni lämnar in");
        await Expect(page.Locator("main")).ToContainTextAsync("Min text.");
        await LookAsync(page);
        await page.GetByLabel("På delegation").CheckAsync();
        await page.GetByLabel("Beslutsdatum").FillAsync("2024-09-13");
        await page.GetByLabel("Vem svarar för innehållet?").FillAsync("miljödirektör");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Lämna in" }).DblClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Inlämnat");
        await Expect(page.GetByText("Version 1, inlämnad")).ToHaveCountAsync(1);
        await Expect(page.GetByText("Version 2, inlämnad")).ToHaveCountAsync(0);
        await LookAsync(page);

        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Öppna svaret igen" }).ClickAsync());
        await Expect(page.Locator("h1")).ToContainTextAsync(collecting.Site.Content.Form(collecting.Review.Form).Title);
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("Min text.");
        await LookAsync(page);
    }

    /// <summary>Opens the link as often as it likes, and presses the button too: the link still works.</summary>
    private async Task ScanAsync(string link)
    {
        using var scanner = new HttpClient { BaseAddress = collecting.Site.Address };
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync(link, TestContext.Current.CancellationToken)).StatusCode);
            using var nothing = new FormUrlEncodedContent([]);
            var pressed = await scanner.PostAsync(link, nothing, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, pressed.StatusCode);
            Assert.False(pressed.Headers.Contains("Set-Cookie"));
        }
    }

    /// <summary>Asks a colleague for help: the mail brings a link of the colleague's own.</summary>
    private async Task<string> ForwardAsync(IPage page)
    {
        await page.GetByLabel("Kollegans e-postadress").FillAsync(Colleague);
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Skicka en länk" }).ClickAsync());
        await collecting.Site.RestAsync();
        return await collecting.Site.LinkToAsync(Colleague);
    }

    private async Task ConflictAsync(IPage page, string forwarded)
    {
        var colleague = await EnterAsync(forwarded);
        await colleague.GotoAsync(Form);
        await colleague.Locator("textarea").First.FillAsync("Kollegans text.");
        await Expect(colleague.Locator("[data-question]").Filter(new() { Has = colleague.Locator("textarea").First }).Locator("[data-note]").First)
            .ToHaveTextAsync("Sparat 09.00");

        await page.Locator("textarea").First.FillAsync("Min text.");

        await Expect(page.Locator("[data-compare]")).ToContainTextAsync("Kollegans text.");
        await Expect(page.Locator("[data-compare]")).ToContainTextAsync(Colleague);
        await LookAsync(page);
        await page.Locator("[data-compare]").GetByRole(AriaRole.Button, new() { Name = "Använd mitt" }).ClickAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-compare]")).ToHaveCountAsync(0);
    }

    private async Task<IPage> EnterAsync(string link)
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        await page.GotoAsync(link);
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        Assert.EndsWith(Start, page.Url, StringComparison.Ordinal);
        return page;
    }

    private static async Task LookAsync(IPage page)
    {
        var sight = await Looking.LookAsync(page, "hela vägen", 200, []);
        Assert.Empty(sight.Violations);
        Assert.True(sight.Overflow <= 0, $"{page.Url} is {sight.Overflow} pixels too wide.");
    }
}
