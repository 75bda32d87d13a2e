using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// The app's settings, the first weakest: local.settings.json, the environment, the command line, what only the local host can offer, a test's own.
/// </summary>
/// <param name="directory">Where local.settings.json is.</param>
/// <param name="address">Where the app is reached.</param>
/// <param name="options">The host's options, with a test's own settings.</param>
internal sealed class LocalSettings(string directory, Uri address, LocalHostOptions options)
{
    private readonly Dictionary<string, string?> _file = ReadFile(Path.Combine(directory, "local.settings.json"));
    private readonly IConfigurationRoot _environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();

    /// <summary>One setting, as the caller gave it.</summary>
    public string? Find(IReadOnlyList<string> args, string name) =>
        options.Settings.GetValueOrDefault(name) ?? CommandLine(args)[name] ?? _environment[name] ?? _file.GetValueOrDefault(name);

    public LogLevel LogLevel(IReadOnlyList<string> args) =>
        Enum.TryParse<LogLevel>(Find(args, "Logging:LogLevel:Default"), out var level) ? level : Microsoft.Extensions.Logging.LogLevel.Information;

    /// <summary>What goes on the app's command line. The app reads the environment itself. A setting that is null is left out.</summary>
    public Dictionary<string, string?> ForApp(IReadOnlyList<string> args, string storage)
    {
        var settings = _file.Where(value => _environment[value.Key] is null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in CommandLine(args).AsEnumerable().Where(value => value.Value is not null))
        {
            settings[name] = value;
        }

        // What only the local host can answer: its own mailbox, storage and queues, and (as App Service says it) where the app is reached.
        settings["Graph:BaseAddress"] = new Uri(address, "v1.0").ToString();
        settings["WEBSITE_HOSTNAME"] = address.Authority;
        settings["AzureWebJobsStorage"] = storage;
        settings["ServiceBus:fullyQualifiedNamespace"] = $"local-{address.Port}.servicebus.invalid";
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.Where(setting => setting.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static IConfigurationRoot CommandLine(IReadOnlyList<string> args) => new ConfigurationBuilder().AddCommandLine([.. args]).Build();

    private static Dictionary<string, string?> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var skipComments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            var values = JsonNode.Parse(File.ReadAllText(path), null, skipComments)?["Values"]?.AsObject();
            return values?.ToDictionary(value => value.Key.Replace("__", ":", StringComparison.Ordinal), value => value.Value?.ToString()) ?? [];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new StartRefusedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
