using System.Globalization;
using System.Reflection;

namespace Arshjulet.Local.Hosting;

/// <summary>What a start of the local host is told, by its command line or by a test.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The loopback port; 0 takes any free one. A taken port refuses the start.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Where the clock, the schedules and the storage emulator keep their files.</summary>
    public string DataDirectory { get; init; } = Path.Combine(Directory.GetCurrentDirectory(), ".local");

    /// <summary>A storage account's connection string. Null takes the setting AzureWebJobsStorage, or starts an emulator where that is missing.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>A clock moved by hand that begins at this time, or at its last position if that is later. Null takes the clock of the data directory.</summary>
    public DateTimeOffset? Clock { get; init; }

    /// <summary>Stops when standard input closes, so that a host that another program has started ends with that program, however it ends.</summary>
    public bool EndsWithInput { get; init; }

    /// <summary>The path of the app's assembly, as built or published. Not used when <see cref="App"/> is set.</summary>
    public string? AppPath { get; init; }

    /// <summary>The app's assembly, where it is loaded already. host.json and local.settings.json are read beside it.</summary>
    public Assembly? App { get; init; }

    /// <summary>Settings that override every other source.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Reads --app, --port, --data, --storage, --clock and --ends-with-input; other arguments are left for the configuration.</summary>
    /// <exception cref="StartRefusedException">A value cannot be read.</exception>
    public LocalHostOptions With(IReadOnlyList<string> args)
    {
        var options = this;
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], args.ElementAtOrDefault(i + 1));
            options = name switch
            {
                "--app" => options with { AppPath = Path.GetFullPath(Needed(name, value)) },
                "--port" => options with { Port = ReadPort(value) },
                "--data" => options with { DataDirectory = Path.GetFullPath(Needed(name, value)) },
                "--storage" => options with { StorageConnectionString = Needed(name, value) },
                "--clock" => options with { Clock = ReadTime(value) },
                "--ends-with-input" => options with { EndsWithInput = Needed(name, value) == "true" },
                _ => options,
            };
        }

        return options;
    }

    private static string Needed(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? throw new StartRefusedException($"{name} needs a value.") : value;

    private static int ReadPort(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new StartRefusedException($"--port must be a number from 0 to 65535, not '{value}'.");

    private static DateTimeOffset ReadTime(string? value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new StartRefusedException($"--clock must be a time such as 2024-09-01T08:00:00Z, not '{value}'.");
}
