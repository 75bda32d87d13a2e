using Arshjulet.Local.Orchestrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Local.Hosting;

/// <summary>Starts what runs functions without a caller, and stops it in the other order.</summary>
internal sealed class FunctionRuntime(LocalSetup setup, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<OrchestrationEngine>().StartAsync(cancellationToken);
        _ = setup;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<OrchestrationEngine>().StopAsync(cancellationToken);
    }
}
