using Arshjulet.Model.Bodies;
using Xunit;

namespace Arshjulet.Browser.Tests.Answers;

/// <summary>A site where the forms have gone out, with a committee for every test that writes.</summary>
public sealed class WritingSite(BrowserFixture browser) : IAsyncLifetime
{
    /// <summary>Has things to answer for one by one, and is given to nobody.</summary>
    public const string WithItems = "kulturnamnden";

    private Queue<string> _free = [];

    public BrowserFixture Browser => browser;

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await browser.StartSiteAsync();
        await Site.DistributeAsync("dos");
        _free = new(Site.City.Bodies.Where(b => b.Kind == BodyKind.Committee && b.Exempt is null && b.Id != WithItems).Select(b => b.Id));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A committee that nobody else writes for.</summary>
    public string TakeBody() => _free.Dequeue();
}
