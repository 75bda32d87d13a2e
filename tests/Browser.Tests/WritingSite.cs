using System.Collections.Concurrent;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>A site where the forms have gone out, one of which asks about each of a body's services. It lends a body to each test.</summary>
public sealed class WritingSite(BrowserFixture browser) : IAsyncLifetime
{
    /// <summary>A body whose services are asked about; lent to nobody.</summary>
    public const string WithItems = "kulturnamnden";

    private ConcurrentQueue<string> _bodies = [];

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await browser.StartSiteAsync();
        await Site.DistributeAsync("dos");
        var committees = Site.City.Bodies.Where(b => b.Exempt is null && b.Id != WithItems && b.Id.EndsWith("namnden", StringComparison.Ordinal));

        // One address, one body: the newest mail leads to the right one.
        _bodies = new(committees.GroupBy(b => b.Contacts[0].Email).Where(g => g.Count() == 1).Select(g => g.Single().Id));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public string TakeBody() => _bodies.TryDequeue(out var body) ? body : throw new InvalidOperationException("There are more tests than bodies.");
}
