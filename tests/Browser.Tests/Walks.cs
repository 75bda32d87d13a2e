using Arshjulet.Browser.Tests.Answers;
using Xunit;

namespace Arshjulet.Browser.Tests;

/// <summary>The walks at once, each on a site of its own: most of a walk is waiting.</summary>
public sealed class Walks(BrowserFixture browser) : IAsyncLifetime
{
    public Walk Year { get; } = new(browser);

    public AnswersWalk Answers { get; } = new(browser);

    public OutageWalk Outage { get; } = new(browser);

    private IEnumerable<IAsyncLifetime> All => [Year, Answers, Outage];

    public async ValueTask InitializeAsync() => await Task.WhenAll(All.Select(walk => walk.InitializeAsync().AsTask()));

    public async ValueTask DisposeAsync() => await Task.WhenAll(All.Select(walk => walk.DisposeAsync().AsTask()));
}
