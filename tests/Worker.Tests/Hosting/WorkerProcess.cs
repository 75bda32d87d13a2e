using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>The app's own executable as a child process, started with the arguments that the Functions host gives its workers.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Ended = EndAsync();
    }

    /// <summary>Completes with the exit code when the process has ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>What it has written to standard error.</summary>
    public string Errors => string.Join('\n', _errors).Trim();

    /// <param name="host">Where the host's side of the protocol is.</param>
    /// <param name="settings">The environment variables beyond those of the machine.</param>
    public static WorkerProcess Start(Uri host, IReadOnlyDictionary<string, string> settings)
    {
        var (id, request, longest) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), int.MaxValue.ToString(CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo("dotnet")
        {
            // As worker.config.json says: the assembly, run by dotnet. The host gives every argument under an old name and a new one.
            ArgumentList =
            {
                DeployedApp.Executable,
                "--host", host.Host, "--port", host.Port.ToString(CultureInfo.InvariantCulture),
                "--workerId", id, "--requestId", request, "--grpcMaxMessageLength", longest,
                "--functions-uri", host.AbsoluteUri,
                "--functions-worker-id", id, "--functions-request-id", request, "--functions-grpc-max-message-length", longest,
            },
            WorkingDirectory = DeployedApp.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary>Ends it without a word, as the platform does when it moves an app.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await Ended;
        _process.Dispose();
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
