using System.Diagnostics;
using Arshjulet.Local.Hosting;

namespace Arshjulet.Local.Azurite;

/// <summary>
/// The storage emulator as a child process on free loopback ports. It ends when this process ends, however that happens, and is started
/// again on the same ports with the same data if it ends by itself. What it has acknowledged survives a kill of it.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The key that the emulator's documentation gives; it guards nothing.</summary>
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _azurite;
    private readonly AzuriteOptions _options;
    private readonly int[] _ports = FreePorts.Take(3);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<string> _lastLines = new();
    private Process _process = null!;
    private Task _guard = Task.CompletedTask;

    private AzuriteProcess(string azurite, AzuriteOptions options) => (_azurite, _options) = (azurite, options);

    /// <summary>The process id of the emulator that runs now.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts an emulator and waits until it answers.</summary>
    /// <exception cref="StartRefusedException">It cannot be installed or started.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellation = default)
    {
        var azurite = new AzuriteProcess(await NodeModules.FindAzuriteAsync(cancellation), options);
        await azurite.LaunchAsync(cancellation);
        azurite._guard = azurite.GuardAsync();
        return azurite;
    }

    /// <summary>The connection string of one of its accounts.</summary>
    public string ConnectionString(int account = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(account, _options.Accounts);
        var name = Account(account);
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={WellKnownKey};"
            + $"BlobEndpoint=http://127.0.0.1:{_ports[0]}/{name};QueueEndpoint=http://127.0.0.1:{_ports[1]}/{name};"
            + $"TableEndpoint=http://127.0.0.1:{_ports[2]}/{name};";
    }

    /// <summary>Kills the emulator and does not start it again: the storage outage of a test.</summary>
    public async Task KillAsync()
    {
        await _stopping.CancelAsync();
        _process.Kill();
        await _guard;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _process.StandardInput.Close();
        await _guard;
        _process.Dispose();
        _stopping.Dispose();
    }

    private static string Account(int number) => number == 0 ? "devstoreaccount1" : $"account{number}";

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Azurite", "durable-azurite.cjs"));
        start.ArgumentList.Add(_azurite);
        foreach (var argument in Arguments())
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, _options.Accounts).Select(number => $"{Account(number)}:{WellKnownKey}"));
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new StartRefusedException("Node.js must be installed: the storage emulator runs on it.", missing);
        }

        // It tells of its three services in turn, the table service last.
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(ready.Task, _process.WaitForExitAsync(cancellation));
        if (cancellation.IsCancellationRequested)
        {
            _process.Kill();
            throw new OperationCanceledException(cancellation);
        }

        if (!ready.Task.IsCompleted)
        {
            throw new StartRefusedException($"The storage emulator did not start: {string.Join(' ', _lastLines)}");
        }
    }

    private IEnumerable<string> Arguments()
    {
        string[] services = ["blob", "queue", "table"];
        var ports = services.SelectMany((service, i) => new[] { $"--{service}Host", "127.0.0.1", $"--{service}Port", $"{_ports[i]}" });
        string[] store = _options.Directory is { } directory ? ["--location", directory] : ["--inMemoryPersistence"];
        return [.. ports, "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--disableProductStyleUrl", .. store];
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 10)
            {
                _lastLines.Dequeue();
            }
        }

        if (line.Contains("Table service is successfully listening", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private async Task GuardAsync()
    {
        while (true)
        {
            await _process.WaitForExitAsync();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            await Console.Error.WriteLineAsync($"The storage emulator ended (code {_process.ExitCode}); starting it again.");
            try
            {
                var ended = _process;
                await LaunchAsync(_stopping.Token);
                ended.Dispose();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StartRefusedException refused)
            {
                await Console.Error.WriteLineAsync(refused.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
    }
}
