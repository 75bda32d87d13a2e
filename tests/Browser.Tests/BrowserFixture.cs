using System.Collections.Concurrent;
using Arshjulet.Local.Azurite;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Arshjulet.Browser.Tests.BrowserFixture))]

namespace Arshjulet.Browser.Tests;

/// <summary>One browser and one storage emulator for the whole run; each site takes an account of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const int Accounts = 12;

    /// <summary>Milliseconds after which something that doesn't come is taken never to come: long, for a machine may be busy with much else.</summary>
    private const float Patience = 60_000;
    private AzuriteProcess _azurite = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private readonly ConcurrentBag<Site> _sites = [];
    private int _taken;

    public async ValueTask InitializeAsync()
    {
        var azurite = AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Accounts });
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
        _azurite = await azurite;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Task.WhenAll(_sites.Select(s => s.DisposeAsync().AsTask()));
        await _azurite.DisposeAsync();
    }

    /// <summary>The real site, on the morning after KS has decided and before anyone has told it so. It ends with the run.</summary>
    public async Task<Site> StartSiteAsync()
    {
        var site = await Site.StartAsync(_azurite.ConnectionString(Interlocked.Increment(ref _taken) - 1));
        _sites.Add(site);
        return site;
    }

    /// <summary>A person's own browser: cookies that nobody else has.</summary>
    public async Task<IPage> OpenAsync(Site site, bool scripts = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = site.Address.ToString(),
            JavaScriptEnabled = scripts,
            Locale = "sv-SE",
            ViewportSize = new() { Width = 1200, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }
}
