using System.Net;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Http;
using Arshjulet.Local.Mailbox;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Orchestrations.Sidecar;
using Arshjulet.Local.Queues;
using Arshjulet.Local.Timers;
using Arshjulet.Local.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>The host's own server: the two protocols on a loopback port of their own, and the services that the app does not know of.</summary>
internal static class HostServer
{
    public static WebApplication Build(HostParts parts)
    {
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        web.Logging.SetMinimumLevel(parts.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)

            // The app's own host and this one log the same at every start and stop.
            .AddFilter("Microsoft.Hosting", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            // The client is this same process: on a busy machine it may be slow for many seconds, and closing its stream would end the host.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var services = web.Services;
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(parts.Data.Path, "keys")));
        services.AddRouting().AddRazorComponents();
        services.AddSingleton(parts.Clock).AddSingleton<TimeProvider>(parts.Clock).AddSingleton(parts.Meter).AddSingleton(parts.Storage);
        services.AddSingleton(parts.Queues).AddSingleton(parts.Roles).AddSingleton<SignIn>();
        services.AddSingleton<MailStore>().AddSingleton<WorkerChannel>().AddSingleton<FunctionsWorker>().AddSingleton<WorkerLogs>();
        services.AddSingleton(provider => new OrchestrationEngine(
            parts.Storage.Tables, parts.Storage.Blobs, new WorkerOrchestrations(provider.GetRequiredService<FunctionsWorker>()).Code,
            parts.HostFile.Orchestrations, parts.Clock, parts.Meter, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => new TimerFunctions(
            provider.GetRequiredService<FunctionsWorker>(), parts.Clock, parts.Meter, new ScheduleFile(Path.Combine(parts.Data.Path, "schedules.json")),
            provider.GetRequiredService<ILogger<TimerFunctions>>()));
        services.AddSingleton<FunctionRoutes>().AddSingleton<HttpFront>();
        var app = web.Build();
        app.Services.GetRequiredService<WorkerChannel>().Logged = app.Services.GetRequiredService<WorkerLogs>().Write;
        app.MapGrpcService<FunctionRpcService>();
        app.MapGrpcService<TaskHubSidecar>();
        return app;
    }
}

/// <summary>What a host has before its app is started.</summary>
internal sealed record HostParts(
    DataDirectory Data, HostFile HostFile, AppRoles Roles, HostStorage Storage, LocalClock Clock, WorkMeter Meter, QueueBroker Queues, LogLevel LogLevel);
