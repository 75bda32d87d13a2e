using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Arshjulet.Demo;

/// <summary>The site, running beside the demo as a process of its own on a clock that is moved by hand.</summary>
internal sealed partial class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly DirectoryInfo? _temporary;

    private SiteProcess(Process process, Uri address, DirectoryInfo? temporary) => (_process, Address, _temporary) = (process, address, temporary);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Starts the site, with its own city or one in a folder, and waits until it responds.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message is the site's.</exception>
    public static async Task<SiteProcess> StartAsync(DemoOptions options, DateTimeOffset clock, string? city = null)
    {
        var temporary = options.Data is null ? Directory.CreateTempSubdirectory("arshjulet-demo-") : null;
        var start = new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? dotnet : "dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Arshjulet.Local.dll"),
                "--app", Path.Combine(AppContext.BaseDirectory, "Arshjulet.Functions.dll"),
                "--port", $"{options.Port ?? (IsFree(7071) ? 7071 : 0)}",
                "--data", options.Data ?? temporary!.FullName,
                "--clock", clock.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                "--ends-with-input", "true",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";

        // As local/Properties/launchSettings.json has it for a site that is run by itself.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        if (city is not null)
        {
            start.ArgumentList.Add("--City:Folder");
            start.ArgumentList.Add(city);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The site could not be started.");
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Listen(line.Data, address);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Console.Error.WriteLine(line.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(address.Task, process.WaitForExitAsync()) != address.Task)
        {
            temporary?.Delete(recursive: true);
            throw new InvalidOperationException("The site stopped before it answered.");
        }

        return new SiteProcess(process, await address.Task, temporary);
    }

    /// <summary>Completes when the site has ended by itself.</summary>
    public Task EndedAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public long PeakMemory()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        // As Ctrl-C would end it, with its storage; if it does not react, it is not waited for long.
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
        try
        {
            _temporary?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The storage emulator releases its files a moment after the site; the system clears its temporary folder anyway.
        }
    }

    private static void Listen(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
        {
            return;
        }

        if (Running().Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Groups[1].Value));
        }
        else
        {
            Console.WriteLine(line);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^Running on (\S+)")]
    private static partial Regex Running();
}
