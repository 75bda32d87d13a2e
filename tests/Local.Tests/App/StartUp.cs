using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Local.TestApp;

/// <summary>What the app does before its functions run, and after: what the setting StartUp says, usually nothing.</summary>
public sealed class StartUp(IConfiguration settings, IHostApplicationLifetime life) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        switch (settings["StartUp"])
        {
            case "fails":
                throw new InvalidOperationException("The app cannot start.");
            case "stops":
                life.StopApplication();
                break;
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        settings["StartUp"] == "fails later" ? throw new InvalidOperationException("The app cannot stop.") : Task.CompletedTask;
}
