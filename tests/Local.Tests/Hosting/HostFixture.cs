using Arshjulet.Local.Hosting;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>One host for all tests of a class that leave nothing behind.</summary>
public sealed class HostFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    public LocalHost Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TestHost.StartAsync(azurite);
        Client = Host.CreateClient();
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return Host.DisposeAsync();
    }
}
