using Xunit;

namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>A site whose year has been distributed, shared by the tests of a class: each leaves it as it was, or uses a body of its own.</summary>
public sealed class DistributedYear(AzuriteFixture azurite) : IAsyncLifetime
{
    public RunningSite Site { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await RunningSite.StartAsync(azurite);
        await Site.DistributeAsync();
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
