using System.Globalization;
using Arshjulet.Local.Azurite;
using Arshjulet.Local.Clock;
using Arshjulet.Local.Http;
using Arshjulet.Local.Queues;

namespace Arshjulet.Local.Hosting;

/// <summary>Everything that must exist before the app is started: port, data directory, storage, clock and settings.</summary>
internal sealed class LocalSetup : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _held;

    private LocalSetup(LocalHostOptions options, IReadOnlyList<string> args, Stack<IAsyncDisposable> held)
    {
        (Options, _held) = (options, held);
        Socket = Hold(LoopbackSocket.Bind(options.Port));
        Data = Hold(DataDirectory.Claim(options.DataDirectory));
        StoreFormat.Claim(Data.Path);
        App = options.App is { } assembly ? new AppAssembly(assembly)
            : AppAssembly.Load(options.AppPath ?? throw new StartRefusedException("There is no app to run: name its .dll with --app."));
        HostFile = HostFile.Read(App.Directory);
        Roles = AppRoles.Read(App.Directory);
        Settings = new LocalSettings(App.Directory, Socket.Address, options, args);
        Clock = new LocalClock(Meter, new ClockFile(Path.Combine(Data.Path, "clock.txt")), options.Clock);
    }

    public LocalHostOptions Options { get; }

    public LoopbackSocket Socket { get; }

    public DataDirectory Data { get; }

    public AppAssembly App { get; }

    public HostFile HostFile { get; }

    public AppRoles Roles { get; }

    public LocalSettings Settings { get; }

    public LocalClock Clock { get; }

    public WorkMeter Meter { get; } = new();

    public HostStorage Storage { get; private set; } = null!;

    public QueueBroker Queues { get; private set; } = null!;

    public HostParts Parts => new(Data, HostFile, Roles, Storage, Clock, Meter, Queues, Settings.LogLevel);

    /// <exception cref="StartRefusedException">Port or data directory is taken, or something cannot be read.</exception>
    public static Task<LocalSetup> CreateAsync(LocalHostOptions options, IReadOnlyList<string> args) => Task.Run(async () =>
    {
        var held = new Stack<IAsyncDisposable>();
        try
        {
            var setup = new LocalSetup(options, args, held);
            await setup.FindStorageAsync();
            return setup;
        }
        catch
        {
            await ReleaseAsync(held);
            throw;
        }
    });

    /// <summary>The app's command line: where the host is, the caller's own arguments, and the settings that the local host offers.</summary>
    public string[] AppArguments(Uri host) =>
    [
        $"--Functions:Worker:HostEndpoint={host}",
        $"--Functions:Worker:WorkerId={Guid.NewGuid()}",
        $"--Functions:Worker:RequestId={Guid.NewGuid()}",
        string.Create(CultureInfo.InvariantCulture, $"--Functions:Worker:GrpcMaxMessageLength={int.MaxValue}"),
        .. Settings.ForApp(Storage.ConnectionString).Select(setting => $"--{setting.Key}={setting.Value}"),
    ];

    /// <summary>Releases port, data directory and storage, the last taken first.</summary>
    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync(_held);
        Clock.Dispose();
    }

    private static async Task ReleaseAsync(Stack<IAsyncDisposable> held)
    {
        while (held.TryPop(out var last))
        {
            await last.DisposeAsync();
        }
    }

    private async Task FindStorageAsync()
    {
        var account = Options.StorageConnectionString ?? Settings.All["AzureWebJobsStorage"];
        if (account == DefaultEmulator.ConnectionString ? !await DefaultEmulator.AnswersAsync() : string.IsNullOrWhiteSpace(account))
        {
            account = await StartEmulatorAsync();
        }

        Storage = new HostStorage(account!);
        Queues = new QueueBroker(Storage, Clock, QueueSettings.From(Settings.All));
    }

    private async Task<string> StartEmulatorAsync() =>
        Hold(await AzuriteProcess.StartAsync(new AzuriteOptions { Directory = Path.Combine(Data.Path, "azurite") })).ConnectionString();

    private T Hold<T>(T held)
        where T : IAsyncDisposable
    {
        _held.Push(held);
        return held;
    }
}
