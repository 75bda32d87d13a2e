using System.Reflection;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Orchestrations;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Arshjulet.Local.Hosting;

/// <summary>A running local host inside this process, for tests and tools. Disposing it stops it and frees its port and directory.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    private readonly LocalApplication _application;
    private readonly Task _program;

    private LocalHost(LocalApplication application, Task program) => (_application, _program) = (application, program);

    /// <summary>http://127.0.0.1:{port}</summary>
    public Uri Address => _application.Address;

    public IServiceProvider Services => _application.Services;

    public LocalClock Clock => Services.GetRequiredService<LocalClock>();

    public WorkMeter Meter => Services.GetRequiredService<WorkMeter>();

    public OrchestrationEngine Orchestrations => Services.GetRequiredService<OrchestrationEngine>();

    public HostStorage Storage => Services.GetRequiredService<HostStorage>();

    /// <summary>Starts a host with the functions of an assembly and a composition of the test's own.</summary>
    /// <exception cref="StartRefusedException">Port or data directory is taken, or a setting cannot be read.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, Action<FunctionsApplicationBuilder> configure)
    {
        // A task of its own, so that the seat is taken on its flow of control and not on the caller's.
        var application = await Task.Run(() =>
        {
            LocalSetup.Seat.Value = new LocalHostSeat(options);
            var builder = FunctionsApplication.CreateBuilder([]);
            configure(builder);
            return (LocalApplication)builder.Build();
        });
        await application.StartAsync(CancellationToken.None);
        return new LocalHost(application, Task.CompletedTask);
    }

    /// <summary>Runs an app's own Program with these arguments and returns when it answers.</summary>
    /// <param name="app">The app's assembly; its entry point must build and run a Functions host.</param>
    /// <param name="args">For example --port 0 --data DIR --storage CONNECTION --clock 2024-09-01T08:00:00Z.</param>
    /// <exception cref="StartRefusedException">Port or data directory is taken, or a setting cannot be read.</exception>
    public static async Task<LocalHost> StartAsync(Assembly app, params string[] args)
    {
        var seat = new LocalHostSeat(new LocalHostOptions { Functions = app });
        var program = Task.Factory.StartNew(
            () =>
            {
                LocalSetup.Seat.Value = seat;
                return RunProgramAsync(app, args);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        if (await Task.WhenAny(seat.Started, program) == program && !seat.Started.IsCompleted)
        {
            await program;
            throw new InvalidOperationException($"{app.GetName().Name} ended without running a host.");
        }

        return new LocalHost(await seat.Started, program);
    }

    /// <summary>A client of the host that follows no redirects and keeps no cookies.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: true) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _program;
        await _application.DisposeAsync();
    }

    private static async Task RunProgramAsync(Assembly app, string[] args)
    {
        var main = app.EntryPoint ?? throw new InvalidOperationException($"{app.GetName().Name} has no entry point.");
        try
        {
            if (main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]) is Task task)
            {
                await task;
            }
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(wrapped.InnerException);
        }
    }
}
