using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Arshjulet.Demo.Tests;

/// <summary>The tests that read what the demo leaves behind; it is played beside those that kill sites of their own.</summary>
[CollectionDefinition(nameof(PlayedYear))]
public sealed class PlayedYearTests : ICollectionFixture<PlayedYear>;

/// <summary>The demo as a user runs it, once: <c>--exit --out</c> a folder.</summary>
public sealed class PlayedYear : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("demo-");

    public int ExitCode { get; private set; }

    /// <summary>What it printed.</summary>
    public string Told { get; private set; } = "";

    /// <summary>What it printed of faults.</summary>
    public string Complained { get; private set; } = "";

    public string Out => Path.Combine(_root.FullName, "ut");

    /// <summary>Where the site kept its data.</summary>
    public string Data => Path.Combine(_root.FullName, "data");

    public JsonDocument Figures { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Arshjulet.Demo.dll"), "--exit", "--out", Out, "--data", Data, "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var demo = Process.Start(start)!;
        var (told, complained) = (demo.StandardOutput.ReadToEndAsync(), demo.StandardError.ReadToEndAsync());
        await demo.WaitForExitAsync();
        (ExitCode, Told, Complained) = (demo.ExitCode, await told, await complained);
        if (ExitCode == 0)
        {
            Figures = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Out, "sammanstallning.json")));
        }
    }

    public ValueTask DisposeAsync()
    {
        Figures?.Dispose();
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
