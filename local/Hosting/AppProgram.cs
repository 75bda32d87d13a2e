using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// Runs the app's own entry point in this process. What the local host must replace (the clock, the queues, the port) is replaced when the app
/// builds its host, through the event that Microsoft.Extensions.Hosting offers to tools for that.
/// </summary>
internal sealed class AppProgram
{
    /// <summary>Apps start one at a time until they are built: the entry assembly, by which the worker finds its functions, is the process's.</summary>
    private static readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Tells the building of this program's host from that of others in the process.</summary>
    private static readonly AsyncLocal<AppProgram?> _current = new();

    private readonly TaskCompletionSource<IServiceProvider> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<IServiceCollection> _replace;

    private AppProgram(Action<IServiceCollection> replace) => _replace = replace;

    /// <summary>The app's services, when it has built its host.</summary>
    public Task<IServiceProvider> Built => _built.Task;

    /// <summary>Completes with the exit code when the app's entry point has returned; fails with what it threw.</summary>
    public Task<int> Ended { get; private set; } = Task.FromResult(0);

    public static async Task<AppProgram> StartAsync(AppAssembly app, string[] args, Action<IServiceCollection> replace)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            Assembly.SetEntryAssembly(app.Assembly);
            Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", app.Directory);
            using var building = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(ListenToHosting));
            var program = new AppProgram(replace);

            // A thread of its own: an entry point blocks until its app has ended.
            program.Ended = Task.Factory.StartNew(
                () => program.Run(app.Assembly.EntryPoint!, args), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.WhenAny(program.Built, program.Ended);
            return program;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private int Run(MethodInfo main, string[] args)
    {
        _current.Value = this;
        try
        {
            return main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]) switch
            {
                int code => code,
                Task<int> task => task.GetAwaiter().GetResult(),
                Task task => Wait(task),
                _ => 0,
            };
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }
    }

    private static int Wait(Task task)
    {
        task.GetAwaiter().GetResult();
        return 0;
    }

    private static void ListenToHosting(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting")
        {
            listener.Subscribe(new Observer<KeyValuePair<string, object?>>(happened => _current.Value?.Hear(happened.Key, happened.Value)));
        }
    }

    private void Hear(string what, object? value)
    {
        if (_built.Task.IsCompleted)
        {
            return;
        }

        if (what == "HostBuilding" && value is IHostBuilder builder)
        {
            builder.ConfigureServices(_replace);
        }
        else if (what == "HostBuilt" && value is IHost host)
        {
            _built.TrySetResult(host.Services);
        }
    }

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
