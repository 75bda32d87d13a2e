using Arshjulet.Local.Azurite;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// Everything that must stand before the app composes itself: options, port, data directory, storage, settings and clock. The app may
/// read any setting from its first line, as on Azure.
/// </summary>
internal sealed class LocalSetup
{
    private readonly Stack<IAsyncDisposable> _held = new();

    private LocalSetup(LocalHostOptions options, IReadOnlyList<string> args)
    {
        Options = options;
        Socket = LoopbackSocket.Bind(options.Port);
        _held.Push(Socket);
        Data = DataDirectory.Claim(options.DataDirectory);
        _held.Push(Data);
        var functions = options.Functions ?? System.Reflection.Assembly.GetEntryAssembly()
            ?? throw new StartRefusedException("There is no entry assembly to find functions in.");
        Functions = FunctionEntry.ReadAll(functions, options.Only);
        var root = options.ContentRoot ?? Path.GetDirectoryName(functions.Location)!;
        HostFile = HostFile.Read(root);
        Web = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root, ApplicationName = functions.GetName().Name });
        Namespace = $"local-{Socket.Port}.servicebus.invalid";
        LocalSettings.Add(Web.Configuration, this, args);
        Clock = new LocalClock(Meter, new ClockFile(Path.Combine(Data.Path, "clock.txt")), options.Clock);
        Web.Logging.AddSimpleConsole(console => console.SingleLine = true);
        Web.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        Web.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        Web.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(Data.Path, "keys")));
        Web.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Clock).AddSingleton(Meter);
    }

    public LocalHostOptions Options { get; }

    public LoopbackSocket Socket { get; }

    public DataDirectory Data { get; }

    public IReadOnlyList<FunctionEntry> Functions { get; }

    public HostFile HostFile { get; }

    public WebApplicationBuilder Web { get; }

    public WorkMeter Meter { get; } = new();

    public LocalClock Clock { get; }

    public string Namespace { get; }

    public List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware { get; } = [];

    /// <summary>A test that is starting the app on this flow of control.</summary>
    public static AsyncLocal<LocalHostSeat?> Seat { get; } = new();

    public static LocalSetup For(IReadOnlyList<string> args)
    {
        var seat = Seat.Value;
        try
        {
            // Off this thread's context: storage may have to be installed and started, and the app's first line is not asynchronous.
            return Task.Run(() => StartAsync((seat?.Options ?? new LocalHostOptions()).With(args), args)).GetAwaiter().GetResult();
        }
        catch (StartRefusedException refused) when (seat is null)
        {
            Console.Error.WriteLine(refused.Message);
            Environment.Exit(1);
            throw;
        }
    }

    public LocalApplication Build()
    {
        var seat = Seat.Value;
        var application = LocalApplication.Compose(this, seat is null);
        seat?.Built(application);
        return application;
    }

    /// <summary>Lets go of port, data directory and storage, the last taken first.</summary>
    public async ValueTask ReleaseAsync()
    {
        while (_held.TryPop(out var held))
        {
            await held.DisposeAsync();
        }

        Clock.Dispose();
    }

    private static async Task<LocalSetup> StartAsync(LocalHostOptions options, IReadOnlyList<string> args)
    {
        LocalSetup? setup = null;
        try
        {
            setup = new LocalSetup(options, args);
            await setup.FindStorageAsync();
            return setup;
        }
        catch (StartRefusedException) when (setup is not null)
        {
            await setup.ReleaseAsync();
            throw;
        }
    }

    private async Task FindStorageAsync()
    {
        var account = Options.StorageConnectionString ?? Web.Configuration["AzureWebJobsStorage"];
        var wantsEmulator = string.IsNullOrWhiteSpace(account) || account == "UseDevelopmentStorage=true";
        if (wantsEmulator)
        {
            account = account is { Length: > 0 } && await DefaultEmulator.AnswersAsync() ? DefaultEmulator.ConnectionString : await StartEmulatorAsync();
        }

        Web.Configuration["AzureWebJobsStorage"] = account;
        var storage = new HostStorage(account!);
        Web.Services.AddSingleton(storage);
        var broker = new QueueBroker(Namespace, storage, Clock, Meter, QueueSettings.From(Web.Configuration));
        _held.Push(broker);
        Web.Services.AddSingleton(_ => broker);
    }

    private async Task<string> StartEmulatorAsync()
    {
        var emulator = await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = Path.Combine(Data.Path, "azurite") });
        _held.Push(emulator);
        return emulator.ConnectionString();
    }
}
