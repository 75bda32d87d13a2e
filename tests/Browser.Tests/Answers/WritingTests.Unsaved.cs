using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>What could not be saved: it is kept, said to be so, and why.</summary>
public sealed partial class WritingTests
{
    [Fact]
    public async Task When_the_form_is_handed_in_while_the_net_is_gone_then_the_receipt_shows_what_was_not_saved()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        await page.Context.SetOfflineAsync(true);
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet på tåget.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync("Inte sparat – vi försöker igen");
        await HandInAsync();

        await page.Context.SetOfflineAsync(false);

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Inte sparat – formuläret är inlämnat");
        await Expect(page.Locator("[data-trouble]")).ToContainTextAsync("har lämnats in medan du skrev");
        await page.GotoAsync(Start);
        await page.GotoAsync(Form);
        await Expect(page.Locator("h1")).ToContainTextAsync("Inlämnat");
        var left = page.Locator("[data-drafts] textarea");
        await Expect(left).ToHaveValueAsync("Skrivet på tåget.");
        await LookAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kasta texten" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-drafts]")).ToBeHiddenAsync();
        await Expect(left).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_a_save_is_refused_for_good_then_the_page_says_what_to_do_and_takes_the_next_change()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        var text = page.Locator("textarea").First;
        await page.RouteAsync(
            url => new Uri(url).AbsolutePath == Form,
            route => route.FulfillAsync(new() { Status = 403, ContentType = "text/html", Body = "Nej" }));
        await text.FillAsync("Det här får inte plats.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync("Inte sparat – kopiera texten och ladda om sidan");
        await Expect(page.Locator("[data-trouble]")).ToContainTextAsync("Kopiera det som inte är sparat");
        await LookAsync(page);

        await page.UnrouteAllAsync();
        await text.FillAsync("Det här får plats.");

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparat 09.00");
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task When_another_changes_an_answer_before_the_save_is_answered_then_the_writer_is_told()
    {
        var one = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        var two = await EnterAsync(await ColleagueAsync(one));
        await one.GotoAsync(Form);
        var (stored, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await one.RouteAsync(url => new Uri(url).AbsolutePath == Form, async route =>
        {
            var response = await route.FetchAsync();
            stored.SetResult();
            await answer.Task;
            await route.FulfillAsync(new() { Response = response });
        });
        var text = one.Locator("textarea").First;
        await text.FillAsync("Min text.");
        await stored.Task.WaitAsync(TestContext.Current.CancellationToken);
        await two.GotoAsync(Form);
        await two.Locator("textarea").First.FillAsync("Kollegans text.");
        await Expect(NoteOf(two, two.Locator("textarea").First)).ToHaveTextAsync("Sparat 09.00");

        await one.RunAndWaitForResponseAsync(() => one.EvaluateAsync(Looking.LookAgain), r => r.Url.Contains("/lage", StringComparison.Ordinal));
        answer.SetResult();

        await Expect(NoteOf(one, text)).ToContainTextAsync("Ändrades av");
        await text.BlurAsync();
        await Expect(text).ToHaveValueAsync("Kollegans text.");
    }

    [Fact]
    public async Task When_what_the_server_found_wrong_is_mended_then_nothing_says_so_any_more()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        var text = page.Locator("textarea").First;
        await text.FillAsync(new string('x', 30_001));
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Spara", Exact = true }).ClickAsync());
        await Expect(page.Locator(".ds-error-summary")).ToContainTextAsync("får vara högst");
        await Expect(page).ToHaveTitleAsync(Faulty());
        await Expect(page.Locator("[data-draft-offer]")).ToHaveCountAsync(0);

        await text.FillAsync("kort");

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparat 09.00");
        await Expect(page.Locator(".ds-validation-message")).ToHaveCountAsync(0);
        await Expect(page.Locator(".ds-error-summary")).ToHaveCountAsync(0);
        await Expect(page.Locator("[aria-invalid]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_text_was_left_twice_then_both_are_offered()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        var offers = page.Locator("[data-draft-offer]");
        await LeaveBehindAsync(page, "Från tåget.");
        await Expect(offers).ToHaveCountAsync(1);

        await LeaveBehindAsync(page, "Från bussen.");

        await Expect(offers).ToHaveCountAsync(2);
        await Expect(offers.First).ToContainTextAsync("Från bussen.");
        await Expect(offers.Last).ToContainTextAsync("Från tåget.");
        await offers.Last.GetByRole(AriaRole.Button, new() { Name = "Använd texten" }).ClickAsync();
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("Från tåget.");
        await Expect(offers).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task When_a_form_is_printed_then_long_texts_are_whole()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body));
        await page.GotoAsync(Form);
        var text = page.Locator("textarea").First;
        await text.FillAsync(string.Join('\n', Enumerable.Range(1, 60).Select(i => $"Rad {i}")));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await text.EvaluateAsync<bool>("e => e.clientHeight > 600 && e.scrollHeight <= e.clientHeight + 1"));
    }

    /// <summary>As a page leaves it that was closed before what was typed in its first text was saved.</summary>
    private static async Task LeaveBehindAsync(IPage page, string text)
    {
        await page.EvaluateAsync(
            """
            text => {
              const area = document.querySelector('textarea');
              const question = area.closest('[data-question]').dataset.question;
              const { draft } = document.querySelector('form[data-autosave]').dataset;
              const typed = JSON.stringify(area.name.startsWith('k.') ? ['', text, ''] : [text, '', '']);
              localStorage.setItem(`arshjulet/${draft}/${question}~${crypto.randomUUID()}`, JSON.stringify({ text: typed, at: Date.now() }));
            }
            """,
            text);
        await page.ReloadAsync();
    }

    private async Task HandInAsync()
    {
        var page = await EnterAsync(await writing.Site.LinkOfAsync(_body), await writing.Browser.OpenAsync(writing.Site, scripts: false));
        await page.GotoAsync(Form);
        foreach (var choice in await page.Locator(".choice").AllAsync())
        {
            await choice.Locator("input").First.CheckAsync();
        }

        foreach (var text in await page.Locator("textarea[name^='q.']").AllAsync())
        {
            await text.FillAsync("Vi har gått igenom det.");
        }

        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Spara och kontrollera" }).ClickAsync());
        await page.GetByLabel("På delegation").CheckAsync();
        await page.GetByLabel("Beslutsdatum").FillAsync("2024-09-05");
        await page.GetByLabel("Vem svarar för innehållet?").FillAsync("kulturdirektör");
        await page.LeaveAsync(() => page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Lämna in" }).ClickAsync());
        await Expect(page.Locator("h1")).ToContainTextAsync("Inlämnat");
    }

    [System.Text.RegularExpressions.GeneratedRegex("^Fel: ")]
    private static partial System.Text.RegularExpressions.Regex Faulty();
}
