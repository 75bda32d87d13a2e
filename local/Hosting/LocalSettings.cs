using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Arshjulet.Local.Hosting;

/// <summary>The app's settings, the weakest first: local.settings.json, the environment, the command line, the local host's own, a test's own.</summary>
internal sealed class LocalSettings
{
    private readonly Uri _address;
    private readonly LocalHostOptions _options;
    private readonly IEnumerable<string> _given;

    /// <param name="directory">Where local.settings.json is.</param>
    /// <param name="address">Where the app is reached.</param>
    /// <param name="options">The host's options, with a test's own settings.</param>
    /// <param name="args">The command line.</param>
    /// <exception cref="StartRefusedException">The file cannot be read.</exception>
    public LocalSettings(string directory, Uri address, LocalHostOptions options, IReadOnlyList<string> args)
    {
        (_address, _options) = (address, options);
        var file = JsonFile.Read(Path.Combine(directory, "local.settings.json"), read => read.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .ToDictionary(value => value.Key.Replace("__", ":", StringComparison.Ordinal), value => value.Value, StringComparer.OrdinalIgnoreCase));
        var commandLine = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
        All = new ConfigurationBuilder()
            .AddInMemoryCollection(file).AddEnvironmentVariables().AddConfiguration(commandLine).AddInMemoryCollection(options.Settings).Build();
        _given = file.Keys.Concat(commandLine.AsEnumerable().Select(value => value.Key));
    }

    public IConfiguration All { get; }

    public LogLevel LogLevel => All.GetValue("Logging:LogLevel:Default", LogLevel.Information);

    /// <summary>What goes on the app's command line. The app reads the environment itself. A setting that is null is left out.</summary>
    public IReadOnlyDictionary<string, string?> ForApp(string storage)
    {
        var settings = _given.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(name => name, name => All[name], StringComparer.OrdinalIgnoreCase);

        // What only the local host knows: its own mailbox, storage, queues and sign-in, and the app's address, in App Service's settings for them.
        settings["Graph:BaseAddress"] = new Uri(_address, "v1.0").ToString();
        settings["WEBSITE_HOSTNAME"] = _address.Authority;
        settings["WEBSITE_AUTH_ENABLED"] = "true";
        settings["AzureWebJobsStorage"] = storage;
        settings["ServiceBus:fullyQualifiedNamespace"] = $"local-{_address.Port}.servicebus.invalid";
        foreach (var (name, value) in _options.Settings)
        {
            settings[name] = value;
        }

        return settings.Where(setting => setting.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
