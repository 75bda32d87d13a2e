using Arshjulet.Local.Orchestrations;
using Microsoft.Extensions.Configuration;

namespace Arshjulet.Local.Hosting;

/// <summary>What the local host heeds of host.json; the rest is for Azure.</summary>
internal sealed record HostFile
{
    public string RoutePrefix { get; private init; } = "api";

    public OrchestrationOptions Orchestrations { get; private init; } = new() { MaxConcurrentActivities = 10, MaxConcurrentOrchestrators = 10 };

    /// <exception cref="StartRefusedException">The file is not JSON, or a value in it cannot be read.</exception>
    public static HostFile Read(string folder) => JsonFile.Read(Path.Combine(folder, "host.json"), file =>
    {
        var (durable, usual) = (file.GetSection("extensions:durableTask"), new HostFile());
        return new HostFile
        {
            RoutePrefix = (file["extensions:http:routePrefix"] ?? usual.RoutePrefix).Trim('/'),
            Orchestrations = usual.Orchestrations with
            {
                DefaultVersion = durable["defaultVersion"],
                TaskHub = durable["hubName"] ?? usual.Orchestrations.TaskHub,
                MaxConcurrentActivities = durable.GetValue("maxConcurrentActivityFunctions", usual.Orchestrations.MaxConcurrentActivities),
                MaxConcurrentOrchestrators = durable.GetValue("maxConcurrentOrchestratorFunctions", usual.Orchestrations.MaxConcurrentOrchestrators),
            },
        };
    });
}
