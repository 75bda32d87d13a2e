using Arshjulet.Local.Orchestrations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Hosting;

/// <summary>What the local host reads of host.json; the rest is for Azure.</summary>
internal sealed record HostFile
{
    public string RoutePrefix { get; private init; } = "api";

    public OrchestrationOptions Orchestrations { get; private init; } = new() { MaxConcurrentActivities = 10, MaxConcurrentOrchestrators = 10 };

    /// <exception cref="StartRefusedException">The file is not JSON, or a value in it cannot be read.</exception>
    public static HostFile Read(string folder) => JsonFile.Read(Path.Combine(folder, "host.json"), file =>
    {
        var (durable, defaults) = (file.GetSection("extensions:durableTask"), new HostFile());
        var orchestrations = defaults.Orchestrations with
        {
            DefaultVersion = durable["defaultVersion"],
            TaskHub = durable["hubName"] ?? defaults.Orchestrations.TaskHub,
            MaxConcurrentActivities = durable.GetValue("maxConcurrentActivityFunctions", defaults.Orchestrations.MaxConcurrentActivities),
            MaxConcurrentOrchestrators = durable.GetValue("maxConcurrentOrchestratorFunctions", defaults.Orchestrations.MaxConcurrentOrchestrators),
        };
        orchestrations.Validate();
        return new HostFile
        {
            RoutePrefix = (file["extensions:http:routePrefix"] ?? defaults.RoutePrefix).Trim('/'),
            Orchestrations = orchestrations,
        };
    });
}
