using System.Reflection;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Worker;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// A Functions app running in this process on Microsoft's worker, with the local host behind it. Disposing it stops the app and frees its port
/// and directory. Many can run in one process, each with its clock.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly LocalSetup _setup;
    private readonly WebApplication _server;
    private readonly AppProgram _program;
    private readonly AppServices _replaced;
    private readonly GrpcChannel _channel;

    // Kept, because an app that ends by itself disposes of its services.
    private readonly IHostApplicationLifetime _life;

    private LocalHost(LocalSetup setup, WebApplication server, AppServices replaced, AppProgram program, IServiceProvider services)
    {
        (_setup, _server, _replaced, _program, Services) = (setup, server, replaced, program, services);
        _life = services.GetRequiredService<IHostApplicationLifetime>();
        Ended = EndedAsync();
        _channel = GrpcChannel.ForAddress(new Uri(server.Urls.First()), new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
        DurableClient = new GrpcDurableTaskClient("local", new GrpcDurableTaskClientOptions { Channel = _channel }, NullLogger.Instance);
    }

    /// <summary>http://127.0.0.1:{port}</summary>
    public Uri Address => _setup.Socket.Address;

    /// <summary>The app's own services.</summary>
    public IServiceProvider Services { get; }

    public LocalClock Clock => _setup.Clock;

    public WorkMeter Meter => _setup.Meter;

    public HostStorage Storage => _setup.Storage;

    public OrchestrationEngine Orchestrations => _server.Services.GetRequiredService<OrchestrationEngine>();

    /// <summary>Microsoft's client of the host's orchestrations, as the app's own functions get it.</summary>
    public DurableTaskClient DurableClient { get; }

    /// <summary>Completes with the exit code when the app has ended: its own, or 1 when it was ended because its functions could run no more.</summary>
    public Task<int> Ended { get; }

    /// <summary>The host's end of the worker's stream.</summary>
    internal WorkerChannel Worker => _server.Services.GetRequiredService<WorkerChannel>();

    /// <summary>The app's functions, as the worker described them.</summary>
    internal IReadOnlyCollection<LoadedFunction> Functions => _server.Services.GetRequiredService<FunctionsWorker>().Functions;

    /// <summary>Starts an app as its own Program does it. Arguments: see <see cref="LocalHostOptions.With"/>; others are settings for the app.</summary>
    /// <exception cref="StartRefusedException">Port or data directory is taken, or a setting cannot be read.</exception>
    /// <exception cref="AppEndedException">The app ended before it ran, and has said why itself.</exception>
    public static Task<LocalHost> StartAsync(Assembly app, params string[] args) => StartAsync(new LocalHostOptions { App = app }, args);

    /// <inheritdoc cref="StartAsync(Assembly, string[])"/>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, params string[] args)
    {
        var setup = await LocalSetup.CreateAsync(options.With(args), args);
        WebApplication? server = null;
        try
        {
            server = HostServer.Build(setup.Parts);
            await server.StartAsync();
            var replaced = new AppServices(setup, server);
            var program = await AppProgram.StartAsync(setup.App, setup.AppArguments(new Uri(server.Urls.First())), replaced.Replace);
            var services = await StartedAsync(setup, program);
            return new LocalHost(setup, server, replaced, program, services);
        }
        catch (Exception fault)
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            await setup.DisposeAsync();
            throw fault is StoreInUseException ? new StartRefusedException(fault.Message, fault) : fault;
        }
    }

    /// <summary>A client of the site that follows no redirects and keeps no cookies.</summary>
    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: true) { BaseAddress = Address };

    /// <summary>Asks the app to stop, as Ctrl-C does.</summary>
    public void Stop()
    {
        if (!_program.Ended.IsCompleted)
        {
            _life.StopApplication();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        try
        {
            await Ended;
        }
        finally
        {
            await DurableClient.DisposeAsync();
            _channel.Dispose();
            await _server.DisposeAsync();
            await _setup.DisposeAsync();
        }
    }

    private async Task<int> EndedAsync()
    {
        var worker = Worker;
        try
        {
            var code = await _program.Ended;
            return code == 0 && _replaced.HasFailed ? 1 : code;
        }
        finally
        {
            // Nobody answers what is still asked of it.
            worker.End();
        }
    }

    /// <summary>The app's services once it runs. An app that ends before that has said why itself, or thrown it.</summary>
    private static async Task<IServiceProvider> StartedAsync(LocalSetup setup, AppProgram program)
    {
        var stopping = CancellationToken.None;
        if (await Task.WhenAny(program.Built, program.Ended) == program.Built)
        {
            var services = await program.Built;
            var life = services.GetRequiredService<IHostApplicationLifetime>();
            stopping = life.ApplicationStopping;
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var listening = life.ApplicationStarted.Register(started.SetResult);
            if (await Task.WhenAny(started.Task, program.Ended) == started.Task)
            {
                return services;
            }
        }

        try
        {
            throw new AppEndedException(setup.App.Name, await program.Ended);
        }
        catch (Exception cut) when (stopping.IsCancellationRequested && cut is OperationCanceledException or WorkerLostException)
        {
            throw new StartRefusedException($"{setup.App.Name} was stopped before it ran.", cut);
        }
    }
}
