using Arshjulet.Local.Clock;
using Arshjulet.Local.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Queues;

/// <summary>The app's functions that take messages.</summary>
internal sealed class QueueFunctions(LocalSetup setup, IServiceProvider services)
{
    private readonly List<QueuePump> _pumps = [];

    /// <exception cref="StartRefusedException">A trigger asks for topics, sessions or batches, which the local host does not have.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var broker = services.GetRequiredService<QueueBroker>();
        foreach (var function in setup.Functions)
        {
            if (function.Trigger is ServiceBusTriggerAttribute trigger)
            {
                var name = AppSettingName.Resolve(Supported(function, trigger), services.GetRequiredService<IConfiguration>());
                _pumps.Add(new QueuePump(
                    broker.Queue(name), function, services.GetRequiredService<FunctionPipeline>(), setup.HostFile,
                    services.GetRequiredService<WorkMeter>(), services.GetRequiredService<ILogger<QueuePump>>()));
            }
        }

        _pumps.ForEach(pump => pump.Start());
        await broker.Scheduled.ResumeAsync(cancellation);
    }

    public Task StopAsync() => Task.WhenAll(_pumps.Select(pump => pump.DisposeAsync().AsTask()));

    private static string Supported(FunctionEntry function, ServiceBusTriggerAttribute trigger) =>
        trigger is { QueueName: { } queue, IsBatched: false, IsSessionsEnabled: false }
            ? queue
            : throw new StartRefusedException($"Function '{function.Name}': the local host has queues, one message at a time; no topics, sessions or batches.");
}
