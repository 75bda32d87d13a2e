using System.Globalization;
using Arshjulet.Local.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(Arshjulet.Local.Tests.AzuriteFixture))]

namespace Arshjulet.Local.Tests;

/// <summary>One emulator in memory for the whole run; each test takes an account of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int Accounts = 200;
    private AzuriteProcess _azurite = null!;
    private int _taken;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Accounts });

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>The connection string of an account that no other test uses.</summary>
    public string TakeAccount() => _azurite.ConnectionString(Interlocked.Increment(ref _taken) - 1);

    /// <summary>A new directory under the system's temporary one.</summary>
    public static string NewDirectory() =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"local-{Guid.NewGuid():N}"))).FullName;
}
