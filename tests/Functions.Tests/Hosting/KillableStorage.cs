using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Arshjulet.Functions.Tests.Hosting;

/// <summary>A storage emulator that can be killed, stay away for as long as a test likes, and come back where it was.</summary>
public sealed class KillableStorage : IAsyncDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string EndedEarly = "The storage emulator ended before it answered; its ports may have been taken.";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("storage-");
    private readonly int[] _ports = FreePorts();
    private Process? _process;

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_ports[0]}/devstoreaccount1;"
        + $"QueueEndpoint=http://127.0.0.1:{_ports[1]}/devstoreaccount1;"
        + $"TableEndpoint=http://127.0.0.1:{_ports[2]}/devstoreaccount1;";

    /// <summary>Starts it, or starts it again with the data it had; it answers when this completes.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Azurite", "durable-azurite.cjs"), Emulator(),
                "--location", _data.FullName, "--blobPort", $"{_ports[0]}", "--queuePort", $"{_ports[1]}", "--tablePort", $"{_ports[2]}",
                "--skipApiVersionCheck", "--disableTelemetry", "--silent",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        while (!(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(EndedEarly))
            .Contains("Table service is successfully listening", StringComparison.Ordinal))
        {
        }
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _data.Delete(recursive: true);
    }

    private static string Emulator()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "node_modules", "azurite", "dist", "src", "azurite.js")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new FileNotFoundException("The emulator is not installed.")
            : Path.Combine(folder.FullName, "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private static int[] FreePorts()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
