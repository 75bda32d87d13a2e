using System.Net;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Http;
using Arshjulet.Local.Mailbox;
using Arshjulet.Local.Orchestrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>The built host: the web application with the app's functions behind it.</summary>
internal sealed class LocalApplication : IHost, IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly LocalSetup _setup;
    private readonly bool _ownsProcess;
    private readonly Lazy<Task> _stopped;
    private int _disposed;

    private LocalApplication(WebApplication web, LocalSetup setup, bool ownsProcess)
    {
        (_web, _setup, _ownsProcess) = (web, setup, ownsProcess);

        // Stopping wakes the app's own Run, which stops too: both wait for the one stop.
        _stopped = new(() => Task.Run(() => _web.StopAsync()));
    }

    public event Action? Started;

    public IServiceProvider Services => _web.Services;

    public Uri Address => _setup.Socket.Address;

    public static LocalApplication Compose(LocalSetup setup, bool ownsProcess)
    {
        AddRuntime(setup);
        setup.Web.WebHost
            .UseSockets(sockets => sockets.CreateBoundListenSocket = _ => setup.Socket.Hand())
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Loopback, setup.Socket.Port);
            });
        var web = setup.Web.Build();
        HttpFront.Map(web, setup);
        return new LocalApplication(web, setup, ownsProcess);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _web.StartAsync(cancellationToken);
        }
        catch (Exception refused) when (refused is StartRefusedException or StoreInUseException)
        {
            await DisposeAsync();
            if (!_ownsProcess)
            {
                throw refused as StartRefusedException ?? new StartRefusedException(refused.Message, refused);
            }

            await Console.Error.WriteLineAsync(refused.Message);
            Environment.Exit(1);
        }

        if (_ownsProcess)
        {
            Console.WriteLine($"Running on {Address} (the host's own pages: {new Uri(Address, "lokalt")}). Ctrl-C stops it.");
        }

        if (_setup.Options.EndsWithInput)
        {
            _ = EndWithInputAsync();
        }

        Started?.Invoke();
    }

    private async Task EndWithInputAsync()
    {
        // On a thread of its own: reading the console holds one.
        await Task.Factory.StartNew(Console.In.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _stopped.Value;

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _web.DisposeAsync();
            await _setup.ReleaseAsync();
        }
    }

    private static void AddRuntime(LocalSetup setup)
    {
        var services = setup.Web.Services;
        services.AddRouting();
        services.AddRazorComponents();
        services.AddSingleton<SignIn>().AddSingleton<MailStore>();
        services.AddSingleton(provider => new FunctionPipeline(provider, setup.Middleware));
        services.AddSingleton(provider => OrchestrationFunctions.Register(setup.Functions, provider.GetRequiredService<FunctionPipeline>()));
        services.AddSingleton(provider =>
        {
            var (storage, file) = (provider.GetRequiredService<HostStorage>(), setup.HostFile);
            var options = new OrchestrationOptions
            {
                TaskHub = file.HubName,
                DefaultVersion = file.DefaultVersion,
                MaxConcurrentActivities = file.MaxConcurrentActivities,
                MaxConcurrentOrchestrators = file.MaxConcurrentOrchestrators,

                // A setting overrides host.json by the name that it has on Azure.
                ExtendedSessions = bool.TryParse(setup.Web.Configuration["AzureFunctionsJobHost:extensions:durableTask:extendedSessionsEnabled"], out var kept) ? kept : file.ExtendedSessions,
            };
            return new OrchestrationEngine(
                storage.Tables, storage.Blobs, provider.GetRequiredService<OrchestrationRegistry>(), options,
                provider.GetRequiredService<LocalClock>(), provider.GetRequiredService<WorkMeter>(), provider.GetRequiredService<ILoggerFactory>());
        });

        // Added when the app has added its own, so that what the app makes at its start (tables, queues) stands before a function runs.
        services.AddSingleton<IHostedService>(provider => new FunctionRuntime(setup, provider));
    }
}
