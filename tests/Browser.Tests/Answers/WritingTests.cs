using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>What is written in a form is kept, alone and with others, with the net and without. Each test has a body of its own.</summary>
public sealed partial class WritingTests(WritingSite writing) : IClassFixture<WritingSite>
{
    private readonly string _body = writing.TakeBody();

    private sealed record ReadMail(string Html);

    private string Start => $"/svar/2024/{_body}";

    private string Form => $"{Start}/god-intern-kontroll";

    /// <summary>Hers alone, for it is the newest mail to her that is read.</summary>
    private string Colleague => $"kim.{_body}@malmo.example";

    [Fact]
    public async Task When_something_is_answered_then_it_is_saved_by_itself_and_is_there_in_another_browser()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        await page.Locator(".choice").First.Locator("label").First.ClickAsync();
        await Expect(Note(page, 0)).ToHaveTextAsync("Sparat 09.00");
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("Sparat 09.00");
        await Expect(page.Locator("[data-progress]")).ToContainTextAsync("1 av ");
        var text = page.Locator("textarea").First;
        await page.RunAndWaitForResponseAsync(
            () => text.FillAsync("Vi har sett över ordningen."),
            r => r.Request.Method == "POST" && new Uri(r.Url).AbsolutePath.EndsWith(Form, StringComparison.Ordinal));
        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparat 09.00");
        await LookAsync(page);

        var other = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await other.GotoAsync(Form);
        await Expect(other.Locator(".choice").First.Locator("input").First).ToBeCheckedAsync();
        await Expect(other.Locator("textarea").First).ToHaveValueAsync("Vi har sett över ordningen.");
    }

    [Fact]
    public async Task When_the_net_is_gone_then_nothing_is_called_saved_until_it_is()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        await page.Context.SetOfflineAsync(true);
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet på tåget.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync("Inte sparat – vi försöker igen");
        await LookAsync(page);

        await page.Context.SetOfflineAsync(false);

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparat 09.00");
        await page.ReloadAsync();
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("Skrivet på tåget.");
    }

    [Fact]
    public async Task When_the_sign_in_has_ended_then_what_is_typed_stays_and_is_saved_after_signing_in_in_another_tab()
    {
        var link = await writing.Site.LinkOfAsync(_body);
        var page = await EnterAsync(link);
        await page.GotoAsync(Form);
        await page.Context.ClearCookiesAsync();
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet utan inloggning.");
        var trouble = page.Locator("[data-trouble]");
        await Expect(trouble).ToContainTextAsync("Öppna länken i mejlet i en ny flik");
        await Expect(NoteOf(page, text)).ToHaveTextAsync("Inte sparat – öppna länken i mejlet igen i en ny flik");
        await page.Locator("button[value=spara]").FocusAsync();
        await Expect(trouble).ToBeInViewportAsync();
        for (var back = 0; back < 12; back++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
            Assert.True(await page.EvaluateAsync<bool>("""
                () => {
                  const bottom = element => element.getBoundingClientRect().bottom;
                  return bottom(document.activeElement) > bottom(document.querySelector('[data-trouble]'));
                }
                """));
        }

        await EnterAsync(link, await page.Context.NewPageAsync());

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparat 09.00");
        await Expect(trouble).ToHaveTextAsync("");
    }

    [Fact]
    public async Task When_two_write_then_both_texts_are_shown_and_a_choice_keeps_what_is_chosen()
    {
        var one = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        var two = await EnterAsync(await ColleagueAsync(one));
        await one.GotoAsync(Form);
        await two.GotoAsync(Form);
        await two.Locator("textarea").First.FillAsync("Kollegans text.");
        await Expect(NoteOf(two, two.Locator("textarea").First)).ToHaveTextAsync("Sparat 09.00");

        await one.Locator("textarea").First.FillAsync("Min text.");

        var panel = one.Locator("[data-compare]");
        await Expect(panel).ToContainTextAsync("Kollegans text.");
        await Expect(panel).ToContainTextAsync("Min text.");
        await Expect(panel).ToContainTextAsync($"kollega ({Colleague})");
        await LookAsync(one);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Skriv ihop båda" }).PressAsync("Enter");
        await Expect(one.Locator("textarea").First).ToHaveValueAsync("Min text.\n\nKollegans text.");
        await Expect(one.Locator("textarea").First).ToBeFocusedAsync();
        await one.Keyboard.PressAsync("Tab");
        await Expect(NoteOf(one, one.Locator("textarea").First)).ToHaveTextAsync("Sparat 09.00");

        // What the other has left alone follows by itself.
        await two.Locator("h1").ClickAsync();
        await two.EvaluateAsync("() => { document.activeElement.blur(); document.dispatchEvent(new Event('visibilitychange')); }");
        await Expect(two.Locator("textarea").First).ToHaveValueAsync("Min text.\n\nKollegans text.");
        await Expect(two.Locator("[data-here]")).ToContainTextAsync("svarar också just nu");
        await two.Locator(".choice").First.Locator("label").First.ClickAsync();
        await Expect(Note(two, 0)).ToHaveTextAsync("Sparat 09.00");
        await Expect(two.Locator("[data-here]")).ToContainTextAsync("svarar också just nu");
    }

    [Fact]
    public async Task When_a_text_nears_its_limit_then_what_is_left_is_counted()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        var text = page.Locator("textarea").First;
        await text.FillAsync("kort");
        await Expect(page.Locator(".counter").First).ToBeHiddenAsync();
        await text.FillAsync(new string('x', 29_000));
        await Expect(page.Locator(".counter").First).ToHaveTextAsync(Left());
        await text.FillAsync(new string('x', 30_001));
        await Expect(page.Locator(".counter").First).ToHaveTextAsync("1 tecken för mycket");
        await Expect(page.Locator(".ds-validation-message").First).ToContainTextAsync("får vara högst");
        await LookAsync(page);
    }

    private static ILocator Note(IPage page, int question) => page.Locator("[data-question]").Nth(question).Locator("[data-note]");

    private static ILocator NoteOf(IPage page, ILocator field) => page.Locator("[data-question]").Filter(new() { Has = field }).Locator("[data-note]").First;

    private static async Task LookAsync(IPage page)
    {
        var sight = await Looking.LookAsync(page, "skriva", 200, []);
        Assert.Empty(sight.Violations);
        Assert.True(sight.Overflow <= 0, $"{sight.Overflow} pixels too wide.");
    }

    private async Task<IPage> EnterAsync(string link, IPage? page = null)
    {
        page ??= await writing.Browser.OpenAsync(writing.Site);
        await page.GotoAsync(link);
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        return page;
    }

    private async Task<string> ColleagueAsync(IPage page)
    {
        await page.GotoAsync(Start);
        await page.GetByLabel("Kollegans e-postadress").FillAsync(Colleague);
        await page.GetByRole(AriaRole.Button, new() { Name = "Skicka en länk" }).ClickAsync();
        await Expect(page.GetByText("Länken är på väg till din kollega.")).ToBeVisibleAsync();
        await LookAsync(page);
        await writing.Site.RestAsync();
        using var http = new HttpClient { BaseAddress = writing.Site.Address };
        var mail = await http.GetFromJsonAsync<List<ReadMail>>($"/lokalt/inkorg.json?till={Colleague}", TestContext.Current.CancellationToken);
        return Link().Match(mail![0].Html).Value;
    }

    [GeneratedRegex("/l/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("^1.000 tecken kvar$")]
    private static partial Regex Left();
}
