using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arshjulet.Local.Hosting;

/// <summary>What the local host heeds of host.json; the rest is for Azure.</summary>
internal sealed record HostFile
{
    public string RoutePrefix { get; private init; } = "api";

    public string? DefaultVersion { get; private init; }

    public string HubName { get; private init; } = "arshjulet";

    public int MaxConcurrentActivities { get; private init; } = 10;

    public int MaxConcurrentOrchestrators { get; private init; } = 10;

    /// <summary>Whether orchestrators stay in memory between their turns; without, every turn replays, as on the isolated worker.</summary>
    public bool ExtendedSessions { get; private init; } = true;

    public TimeSpan MaxAutoLockRenewal { get; private init; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentCalls { get; private init; } = 16;

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
            var (durable, bus, usual) = (extensions?["durableTask"], extensions?["serviceBus"], new HostFile());
            return new HostFile
            {
                RoutePrefix = (extensions?["http"]?["routePrefix"]?.GetValue<string>() ?? usual.RoutePrefix).Trim('/'),
                DefaultVersion = durable?["defaultVersion"]?.GetValue<string>(),
                HubName = durable?["hubName"]?.GetValue<string>() ?? usual.HubName,
                MaxConcurrentActivities = durable?["maxConcurrentActivityFunctions"]?.GetValue<int>() ?? usual.MaxConcurrentActivities,
                MaxConcurrentOrchestrators = durable?["maxConcurrentOrchestratorFunctions"]?.GetValue<int>() ?? usual.MaxConcurrentOrchestrators,
                ExtendedSessions = durable?["extendedSessionsEnabled"]?.GetValue<bool>() ?? usual.ExtendedSessions,
                MaxConcurrentCalls = bus?["maxConcurrentCalls"]?.GetValue<int>() ?? usual.MaxConcurrentCalls,
                MaxAutoLockRenewal = bus?["maxAutoLockRenewalDuration"]?.GetValue<string>() is { } span
                    ? TimeSpan.Parse(span, CultureInfo.InvariantCulture)
                    : usual.MaxAutoLockRenewal,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new StartRefusedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
