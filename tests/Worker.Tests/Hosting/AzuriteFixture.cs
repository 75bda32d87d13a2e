using Arshjulet.Local.Azurite;
using Arshjulet.Worker.Tests.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>One emulator in memory for the whole run; each app takes an account of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 50;
    private AzuriteProcess _azurite = null!;
    private int _taken;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Accounts });

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>The connection string of an account that no other app uses.</summary>
    public string TakeAccount() => _azurite.ConnectionString(Interlocked.Increment(ref _taken) - 1);
}
