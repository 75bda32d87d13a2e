using Arshjulet.Local.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>Starts hosts that run the functions of one class.</summary>
public static class TestHost
{
    public static readonly DateTimeOffset Start = new(2024, 9, 1, 8, 0, 0, TimeSpan.Zero);

    public static Task<LocalHost> StartAsync(
        AzuriteFixture azurite, Type functions, Action<FunctionsApplicationBuilder>? configure = null, Func<LocalHostOptions, LocalHostOptions>? with = null)
    {
        var options = new LocalHostOptions
        {
            Port = 0,
            DataDirectory = AzuriteFixture.NewDirectory(),
            StorageConnectionString = azurite.TakeAccount(),
            Clock = Start,
            Functions = functions.Assembly,
            Only = type => type == functions,
            ContentRoot = AzuriteFixture.NewDirectory(),
        };
        File.WriteAllText(Path.Combine(options.ContentRoot, "host.json"), """{ "extensions": { "http": { "routePrefix": "" } } }""");
        return LocalHost.StartAsync(with?.Invoke(options) ?? options, builder =>
        {
            builder.ConfigureFunctionsWebApplication();
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
    }
}
