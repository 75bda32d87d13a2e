using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Hosting;

/// <summary>
/// The app's settings, the first weakest: local.settings.json, the environment, the command line, what only the local host can offer, a test's own.
/// </summary>
internal static class LocalSettings
{
    public static void Add(ConfigurationManager configuration, LocalSetup setup, IReadOnlyList<string> args)
    {
        var root = setup.Web.Environment.ContentRootPath;
        configuration.AddInMemoryCollection(ReadFile(Path.Combine(root, "local.settings.json")));
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine([.. args]);
        configuration.AddInMemoryCollection(Offered(setup));
        configuration.AddInMemoryCollection(setup.Options.Settings);
    }

    /// <summary>What only the local host can answer: its own mailbox and its own queues.</summary>
    private static Dictionary<string, string?> Offered(LocalSetup setup)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Graph:BaseAddress"] = new Uri(setup.Socket.Address, "v1.0").ToString(),
            // As App Service and the Core Tools do: where the app is reached.
            ["WEBSITE_HOSTNAME"] = setup.Socket.Address.Authority,
        };
        var connections = setup.Functions.Select(function => (function.Trigger as ServiceBusTriggerAttribute)?.Connection).OfType<string>();
        foreach (var connection in connections.Append("ServiceBus").Append("AzureWebJobsServiceBus").Distinct())
        {
            settings[connection] = $"Endpoint=sb://{setup.Namespace}/;SharedAccessKeyName=local;SharedAccessKey=bG9jYWw=";
            settings[$"{connection}:fullyQualifiedNamespace"] = setup.Namespace;
        }

        return settings;
    }

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
