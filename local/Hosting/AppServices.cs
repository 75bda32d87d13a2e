using System.Net;
using Arshjulet.Local.Http;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Queues;
using Arshjulet.Local.Timers;
using Arshjulet.Local.Worker;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>What the local host replaces of what the app uses on Azure: the clock, the queues, the port, and the entry of requests.</summary>
internal sealed class AppServices(LocalSetup setup, WebApplication server)
{
    /// <summary>As the Functions host has it: a larger body is refused with 413.</summary>
    private const long LargestBody = 30_000_000;

    /// <summary>Whether the host has ended the app because its functions could run no more.</summary>
    public bool HasFailed { get; private set; }

    public void Replace(IServiceCollection services)
    {
        var own = server.Services;
        services.AddSingleton<TimeProvider>(setup.Clock);
        services.AddSingleton<ServiceBusClient>(new LocalServiceBusClient(setup.Queues));
        services.AddSingleton<IStartupFilter>(own.GetRequiredService<HttpFront>());
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => setup.Socket.Hand());
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, setup.Socket.Port);
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(7));
        services.AddSingleton<IHostedService>(app => new FunctionRuntime(
            own.GetRequiredService<FunctionsWorker>(),
            own.GetRequiredService<OrchestrationEngine>(),
            own.GetRequiredService<TimerFunctions>(),
            LoadAsync,
            app.GetRequiredService<IConfiguration>(),
            app.GetRequiredService<IHostApplicationLifetime>(),
            () => HasFailed = true,
            own.GetRequiredService<ILogger<FunctionRuntime>>()));
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await server.Services.GetRequiredService<FunctionsWorker>()
            .LoadAsync(new Uri(server.Urls.First()), setup.HostFile.Orchestrations.TaskHub, setup.App.Directory, cancellation);

        // Now that the routes are known; one that can't be read stops the start.
        server.Services.GetRequiredService<HttpFront>().Open(setup.HostFile.RoutePrefix);
    }
}
