using System.Text.Json;
using System.Text.Json.Nodes;
using Arshjulet.Local.Orchestrations;

namespace Arshjulet.Local.Hosting;

/// <summary>What the local host heeds of host.json; the rest is for Azure.</summary>
internal sealed record HostFile
{
    public string RoutePrefix { get; private init; } = "api";

    public OrchestrationOptions Orchestrations { get; private init; } = new() { MaxConcurrentActivities = 10, MaxConcurrentOrchestrators = 10 };

    /// <exception cref="StartRefusedException">The file is not JSON, or a value in it cannot be read.</exception>
    public static HostFile Read(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (!File.Exists(path))
        {
            return new HostFile();
        }

        try
        {
            var extensions = JsonNode.Parse(
                File.ReadAllText(path), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })?["extensions"];
            var (durable, usual) = (extensions?["durableTask"], new HostFile());
            return new HostFile
            {
                RoutePrefix = (extensions?["http"]?["routePrefix"]?.GetValue<string>() ?? usual.RoutePrefix).Trim('/'),
                Orchestrations = usual.Orchestrations with
                {
                    DefaultVersion = durable?["defaultVersion"]?.GetValue<string>(),
                    TaskHub = durable?["hubName"]?.GetValue<string>() ?? usual.Orchestrations.TaskHub,
                    MaxConcurrentActivities = durable?["maxConcurrentActivityFunctions"]?.GetValue<int>() ?? usual.Orchestrations.MaxConcurrentActivities,
                    MaxConcurrentOrchestrators = durable?["maxConcurrentOrchestratorFunctions"]?.GetValue<int>() ?? usual.Orchestrations.MaxConcurrentOrchestrators,
                },
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new StartRefusedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
