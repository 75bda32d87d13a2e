using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Queues;
using Arshjulet.Local.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>Starts what runs functions without a caller, and stops it in the other order.</summary>
internal sealed class FunctionRuntime : IHostedService, IAsyncDisposable
{
    private readonly OrchestrationEngine _engine;
    private readonly QueueFunctions _queues;
    private readonly TimerFunctions _timers;
    private readonly IHostApplicationLifetime _life;
    private readonly ILogger<FunctionRuntime> _log;

    public FunctionRuntime(LocalSetup setup, IServiceProvider services)
    {
        _engine = services.GetRequiredService<OrchestrationEngine>();
        _life = services.GetRequiredService<IHostApplicationLifetime>();
        _log = services.GetRequiredService<ILogger<FunctionRuntime>>();
        _queues = new QueueFunctions(setup, services);
        _timers = new TimerFunctions(
            setup.Functions,
            services.GetRequiredService<FunctionPipeline>(),
            services.GetRequiredService<LocalClock>(),
            services.GetRequiredService<WorkMeter>(),
            new ScheduleFile(Path.Combine(setup.Data.Path, "schedules.json")),
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<ILogger<TimerFunctions>>());
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _engine.StartAsync(cancellationToken);
        await _queues.StartAsync(cancellationToken);
        await _timers.StartAsync();
        _ = EndWithEngineAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _timers.DisposeAsync();
        try
        {
            // A function that does not heed its token is left: its message comes again.
            await _queues.StopAsync().WaitAsync(TimeSpan.FromSeconds(1.5), TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException)
        {
        }

        await _engine.StopAsync(cancellationToken);
    }

    /// <summary>A host whose orchestrations have stopped would look alive and do nothing: it ends, and says why.</summary>
    private async Task EndWithEngineAsync()
    {
        try
        {
            await _engine.Stopped;
        }
        catch (Exception lost)
        {
            _log.LogCritical("{Reason}", lost.Message);
            Environment.ExitCode = 1;
            _life.StopApplication();
        }
    }

    public ValueTask DisposeAsync() => _timers.DisposeAsync();
}
