using Arshjulet.Local.Hosting;
using Arshjulet.Local.TestApp;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>Starts hosts of the test app, each on a storage account and a data directory of its own.</summary>
public static class TestHost
{
    public static readonly DateTimeOffset Start = new(2024, 9, 1, 8, 0, 0, TimeSpan.Zero);

    public static Task<LocalHost> StartAsync(AzuriteFixture azurite, Func<LocalHostOptions, LocalHostOptions>? with = null)
    {
        var options = new LocalHostOptions
        {
            App = typeof(Seen).Assembly,
            Port = 0,
            DataDirectory = AzuriteFixture.NewDirectory(),
            StorageConnectionString = azurite.TakeAccount(),
            Clock = Start,
            Settings = Settings(),
        };
        return LocalHost.StartAsync(with?.Invoke(options) ?? options);
    }

    /// <summary>The settings that the test app needs, with more or other ones.</summary>
    public static Dictionary<string, string?> Settings(params (string Name, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["Sweep:Schedule"] = "0 0 6 * * *", ["Logging:LogLevel:Default"] = "None" };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }

    public static Seen Seen(this LocalHost host) => host.Services.GetRequiredService<Seen>();
}
