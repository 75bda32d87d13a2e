using Microsoft.Playwright;

namespace Arshjulet.Browser.Tests;

/// <summary>A walk past pages in states that they have; each is looked at once.</summary>
public abstract class Walking(BrowserFixture browser)
{
    private readonly Dictionary<string, Sight> _seen = [];
    private readonly List<string> _complaints = [];

    public IReadOnlyDictionary<string, Sight> Seen => _seen;

    protected Site Site { get; set; } = null!;

    protected static string Kansli(string page = "") => $"/kansli/{Browser.Tests.Site.Year}{page}";

    protected async Task StartAsync() => Site = await browser.StartSiteAsync();

    /// <summary>A person's own browser. Without scripts the site's own are kept from arriving: axe needs a page where scripts may run.</summary>
    protected async Task<IPage> OpenAsync(bool scripts = true)
    {
        var page = await browser.OpenAsync(Site);
        if (!scripts)
        {
            await page.RouteAsync("**/*.js", script => script.AbortAsync());
        }

        page.Console += (_, message) =>
        {
            // The browser also notes every answer of 4xx and 5xx, which is what some of the pages are.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        return page;
    }

    protected async Task VisitAsync(IPage page, string state, string address) => await LookAsync(page, state, (await page.GotoAsync(address))!.Status);

    protected Task PressAsync(IPage page, string state, string button, bool exact = true) =>
        FollowAsync(page, state, page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = exact }));

    protected Task FollowAsync(IPage page, string state, ILocator pressed) => ActAsync(page, state, () => pressed.ClickAsync());

    protected async Task ActAsync(IPage page, string state, Func<Task> act) => await LookAsync(page, state, (await page.LeaveAsync(act)).Status);

    /// <summary>What a page has come to show without being left.</summary>
    protected Task StayAsync(IPage page, string state) => LookAsync(page, state, 200);

    /// <summary>Opens a link, ticks the box and starts.</summary>
    protected static async Task StartAnsweringAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.Locator("#person").CheckAsync();
        await page.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Börja svara" }).ClickAsync());
    }

    private async Task LookAsync(IPage page, string state, int status)
    {
        _seen.Add(state, await Looking.LookAsync(page, state, status, [.. _complaints]));
        _complaints.Clear();
    }
}
