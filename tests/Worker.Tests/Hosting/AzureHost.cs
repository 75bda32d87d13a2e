using System.Net;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>
/// Runs the app as Azure's host does: in a process of its own, over the worker protocol, with requests handed on to the worker's own server.
/// </summary>
public sealed class AzureHost : IAsyncDisposable
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _server = null!;
    private FrontDoor? _front;

    private AzureHost()
    {
    }

    public WorkerProcess Process { get; private set; } = null!;

    /// <summary>Where people reach the site.</summary>
    public Uri Address => _front!.Address;

    /// <summary>The invocations for requests that have not ended.</summary>
    public IReadOnlyCollection<Task> UnderWay => _front!.UnderWay;

    internal WorkerChannel Channel { get; } = new();

    internal FunctionsWorker Worker { get; private set; } = null!;

    internal StartedInstances Started { get; } = new();

    /// <summary>Starts the app and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<AzureHost> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = new AzureHost();
        await host.ListenAsync();
        host.Process = WorkerProcess.Start(host.ServerAddress, settings);
        var ready = host.ReadyAsync();
        if (await Task.WhenAny(ready, host.Process.Ended) != ready)
        {
            throw new InvalidOperationException($"The app ended with {await host.Process.Ended}: {host.Process.Errors}");
        }

        await ready;
        return host;
    }

    /// <summary>Starts the app and waits until it has ended.</summary>
    public static async Task<(int Code, string Errors)> RunAsync(IReadOnlyDictionary<string, string> settings)
    {
        await using var host = new AzureHost();
        await host.ListenAsync();
        host.Process = WorkerProcess.Start(host.ServerAddress, settings);
        return (await host.Process.Ended, host.Process.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        await Process.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Uri ServerAddress => new(_server.Urls.First());

    private async Task ListenAsync()
    {
        Worker = new FunctionsWorker(Channel);
        Channel.Logged = Hear;
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        web.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        web.Services.AddSingleton(Channel).AddSingleton(Started);
        _server = web.Build();
        _server.MapGrpcService<FunctionRpcService>();
        _server.MapGrpcService<StartedInstances>();
        await _server.StartAsync();
    }

    /// <summary>The functions are loaded before the app's own server listens: the real host asks it again until it does.</summary>
    private async Task ReadyAsync()
    {
        await Worker.LoadAsync(ServerAddress, "arshjulet", DeployedApp.Folder, CancellationToken.None);
        await _running.Task;
        _front = await FrontDoor.OpenAsync(Worker);
    }

    private void Hear(LogMessage message)
    {
        if (message.Category == "Microsoft.Hosting.Lifetime" && message.Message.StartsWith("Application started", StringComparison.Ordinal))
        {
            _running.TrySetResult();
        }
    }
}
