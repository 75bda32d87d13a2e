using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Timers;
using Arshjulet.Local.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// Starts what runs functions without a caller, and stops it in the other order. A hosted service of the app, the last one: what the app makes
/// at its start (tables, queues) exists before a function runs, and none but a request's runs when the app takes it down.
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

    /// <summary>A host whose functions can't run would look alive and do nothing: it ends, and says why.</summary>
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
