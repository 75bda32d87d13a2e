using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>A site where the forms have gone out and nobody has answered.</summary>
public sealed class CollectingSite(BrowserFixture browser) : IAsyncLifetime
{
    public BrowserFixture Browser => browser;

    public Site Site { get; private set; } = null!;

    /// <summary>The year's shortest form.</summary>
    public Model.Years.Review Review => Site.Content.Plan.Reviews[^1];

    public async ValueTask InitializeAsync()
    {
        Site = await browser.StartSiteAsync();
        await Site.DistributeAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
