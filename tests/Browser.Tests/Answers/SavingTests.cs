using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>The page calls nothing saved before it is, and its buttons lose nothing meanwhile. Each test has a body of its own.</summary>
public sealed partial class SavingTests(CollectingSite collecting) : IClassFixture<CollectingSite>
{
    private const string Saved = "Sparat 09.00";
    private const string NotSaved = "Inte sparat – vi försöker igen";

    [Fact]
    public async Task When_something_is_written_then_it_is_not_called_saved_before_it_is()
    {
        var page = await OpenFormAsync("fritidsnamnden");
        var text = page.Locator("textarea").First;
        await text.FillAsync("Först.");
        await Expect(NoteOf(page, text)).ToHaveTextAsync(Saved);
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Saved);
        var answer = new TaskCompletionSource();
        await page.RouteAsync(IsForm, async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });

        await text.FillAsync("Sedan.");

        await Expect(NoteOf(page, text)).ToHaveTextAsync("Sparar …");
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Saved);
        answer.SetResult();
        await Expect(NoteOf(page, text)).ToHaveTextAsync(Saved);
    }

    [Fact]
    public async Task When_nothing_is_chosen_and_ones_own_is_kept_then_what_the_colleague_chose_is_seen()
    {
        var one = await OpenFormAsync("valnamnden", Assessment);
        var two = await OpenFormAsync("valnamnden", Assessment);
        await Question(two).Locator("label").First.ClickAsync();
        await Expect(Question(two).Locator("[data-note]")).ToHaveTextAsync(Saved);
        await Question(one).Locator("textarea").FillAsync("Min kommentar.");

        await one.GetByRole(AriaRole.Button, new() { Name = "Använd mitt" }).ClickAsync();

        await Expect(Question(one).Locator("[data-note]")).ToHaveTextAsync(Saved);
        await Expect(Question(one).Locator("input[type=radio]").First).ToBeCheckedAsync();
        await Expect(Question(one).Locator("textarea")).ToHaveValueAsync("Min kommentar.");
    }

    [Fact]
    public async Task When_several_answers_fail_at_once_then_they_are_soon_tried_again()
    {
        var page = await OpenFormAsync("kulturnamnden", Assessment);
        await page.RouteAsync(IsForm, route => route.FulfillAsync(new() { Status = 503 }));
        await page.Clock.PauseAtAsync(new DateTime(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var choices = page.Locator("[data-question]:has(.choice)");
        for (var question = 0; question < 6; question++)
        {
            await choices.Nth(question).Locator("label").First.ClickAsync();
            await Expect(choices.Nth(question).Locator("[data-note]")).ToHaveTextAsync(NotSaved);
        }

        // The first wait and no more; the browser's clock stands still otherwise.
        await page.RunAndWaitForRequestAsync(() => page.Clock.RunForAsync(2_000), r => r.Method == "POST" && IsForm(r.Url));
    }

    [Fact]
    public async Task When_the_year_has_closed_then_a_late_answer_does_not_open_it()
    {
        var page = await OpenFormAsync("tekniska-namnden");
        var (stored, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync(IsForm, async route =>
        {
            var response = await route.FetchAsync();
            stored.SetResult();
            await answer.Task;
            await route.FulfillAsync(new() { Response = response });
        });
        await page.RouteAsync("**/lage?*", async route =>
        {
            var response = await route.FetchAsync();
            var news = JsonNode.Parse(await response.TextAsync())!;
            news["closed"] = true;
            await route.FulfillAsync(new() { Response = response, Body = news.ToJsonString() });
        });
        var text = page.Locator("textarea").First;
        await text.FillAsync("Skrivet i sista stund.");
        await stored.Task.WaitAsync(TestContext.Current.CancellationToken);
        await page.EvaluateAsync(Looking.LookAgain);
        await Expect(page.Locator("[data-trouble]")).ToContainTextAsync("Årets arbete är avslutat");

        answer.SetResult();

        await Expect(NoteOf(page, text)).ToHaveTextAsync(Saved);
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync(Saved);
        await Expect(page.Locator("[data-trouble]")).ToHaveTextAsync("Årets arbete är avslutat. Svaren går att läsa men inte att ändra.");
    }

    [Fact]
    public async Task What_a_script_imports_is_kept_by_the_browser_as_the_script_is()
    {
        var page = await collecting.Browser.OpenAsync(collecting.Site);
        var scripts = new Dictionary<string, string>();
        page.Response += (_, r) =>
        {
            if (r.Url.EndsWith(".js", StringComparison.Ordinal))
            {
                scripts[r.Url.Split('/')[^1]] = r.Headers["cache-control"];
            }
        };

        await OpenFormAsync("gymnasie-och-vuxenutbildningsnamnden", page: page);

        Assert.Contains("drafts.js", scripts.Keys);
        Assert.All(scripts.Values, kept => Assert.Contains("immutable", kept, StringComparison.Ordinal));
    }

    private const string Assessment = "god-intern-kontroll";

    /// <summary>The form's own address, as it is posted to.</summary>
    private static bool IsForm(string url) => FormAddress().IsMatch(new Uri(url).AbsolutePath);

    private static ILocator Question(IPage page) => page.Locator("[data-question]:has(.choice):has(textarea)").First;

    private static ILocator NoteOf(IPage page, ILocator field) => page.Locator("[data-question]").Filter(new() { Has = field }).Locator("[data-note]").First;

    private async Task<IPage> OpenFormAsync(string body, string? form = null, IPage? page = null)
    {
        page ??= await collecting.Browser.OpenAsync(collecting.Site);
        await page.GotoAsync(await collecting.Site.LinkOfAsync(body));
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
        await page.GotoAsync(AddressOf(body, form));
        return page;
    }

    private string AddressOf(string body, string? form = null) => $"/svar/{Site.Year}/{body}/{form ?? collecting.Review.Form}";

    [GeneratedRegex(@"/svar/\d+/[a-z-]+/[a-z-]+$")]
    private static partial Regex FormAddress();
}
