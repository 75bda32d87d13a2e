using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Timers;
using Arshjulet.Local.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// Starts everything that runs functions without a request, and stops it in reverse order. It is the last of the app's hosted services, so the
/// tables and queues that the app makes at its start exist before a function runs, and only requests run functions when the app removes them.
/// </summary>
internal sealed class FunctionRuntime(
    FunctionsWorker worker, OrchestrationEngine engine, TimerFunctions timers, Func<CancellationToken, Task> load,
    IConfiguration settings, IHostApplicationLifetime life, Action failed, ILogger log) : IHostedService
{
    private bool _stopping;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await load(cancellationToken);
        await engine.StartAsync(cancellationToken);
        await timers.StartAsync(settings);
        _ = EndWithAsync(engine.Stopped);
        _ = EndWithAsync(WorkerLostAsync());
        _ = EndWithAsync(timers.Watching);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        try
        {
            await timers.StopAsync();
        }
        finally
        {
            await engine.StopAsync(cancellationToken);
        }
    }

    private async Task WorkerLostAsync()
    {
        await worker.Ended;
        if (!_stopping)
        {
            throw new WorkerLostException("The Functions worker has ended: no function can run.");
        }
    }

    /// <summary>A host whose functions can't run would seem to work and do nothing, so it ends and says why.</summary>
    private async Task EndWithAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (Exception lost)
        {
            log.LogCritical("{Reason}", lost.Message);
            failed();
            life.StopApplication();
        }
    }
}
