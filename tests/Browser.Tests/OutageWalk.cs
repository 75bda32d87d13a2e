using Arshjulet.Functions.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Arshjulet.Browser.Tests;

/// <summary>A walk past what is seen while storage does not answer, and when it does again: the emulator is killed and started anew.</summary>
public sealed class OutageWalk(BrowserFixture browser) : Walking(browser), IAsyncLifetime
{
    public const string Typed = "Skickat när lagringen inte svarade.";

    private readonly KillableStorage _storage = new();
    private IPage _office = null!;
    private IPage _respondent = null!;
    private IPage _writer = null!;

    /// <summary>What is in the respondent's form when the page has been loaded again.</summary>
    public string? Kept { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await _storage.StartAsync();
        Site = await Browser.Tests.Site.StartAsync(_storage.ConnectionString, log: "None");
        await Site.DistributeAsync();
        _office = await OpenAsync();
        await Browser.Tests.Site.SignInAsync(_office, "Secretary");
        _respondent = await OpenFormAsync("kulturnamnden", scripts: false);
        _writer = await OpenFormAsync("miljonamnden");
        await SavingAsync();
        await WithoutScriptsAsync();
        await BackAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // As far as it came.
        foreach (var page in new[] { _office, _respondent, _writer }.OfType<IPage>())
        {
            await page.Context.CloseAsync();
        }

        if (Site is not null)
        {
            await Site.DisposeAsync();
        }

        await _storage.DisposeAsync();
    }

    private async Task<IPage> OpenFormAsync(string body, bool scripts = true)
    {
        var page = await OpenAsync(scripts);
        await StartAnsweringAsync(page, await Site.LinkOfAsync(body));
        await page.GotoAsync($"/svar/{Browser.Tests.Site.Year}/{body}/{Site.Content.Plan.Reviews[^1].Form}");
        return page;
    }

    /// <summary>A save that is under way for as long as the page is looked at, and then meets the outage.</summary>
    private async Task SavingAsync()
    {
        var (form, sent) = (new Uri(_writer.Url).AbsolutePath, new TaskCompletionSource());
        await _writer.RouteAsync(url => new Uri(url).AbsolutePath == form, async save =>
        {
            await sent.Task;
            await save.ContinueAsync();
        });
        await _writer.Locator("textarea").First.FillAsync("Skrivet när lagringen inte svarade.");
        await Expect(Note).ToHaveTextAsync("Sparar …");
        await StayAsync(_writer, "formulär som sparar");
        await _storage.KillAsync();
        sent.SetResult();
        await Expect(Note).ToHaveTextAsync("Inte sparat – vi försöker igen");
        await StayAsync(_writer, "formulär när lagringen inte svarar");
    }

    private async Task WithoutScriptsAsync()
    {
        await _respondent.Locator("textarea").First.FillAsync(Typed);
        await PressAsync(_respondent, "skickat när lagringen inte svarar", "Spara");
        await VisitAsync(_office, "kansliet när lagringen inte svarar", Kansli());
    }

    private async Task BackAsync()
    {
        await _storage.StartAsync();
        await ActAsync(_respondent, "skickat igen när lagringen svarar", () => _respondent.ReloadAsync());
        Kept = await _respondent.Locator("textarea").First.InputValueAsync();
        await _writer.EvaluateAsync(Looking.LookAgain);
        await Expect(Note).ToHaveTextAsync("Sparat 09.00");
        await StayAsync(_writer, "formulär när lagringen svarar igen");
    }

    private ILocator Note => _writer.Locator("[data-question]").Filter(new() { Has = _writer.Locator("textarea") }).First.Locator("[data-note]");
}
