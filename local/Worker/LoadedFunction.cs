using System.Text.Json;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker.Protocol;

namespace Arshjulet.Local.Worker;

/// <summary>A function as the worker describes it: what triggers it, and what else it must be given.</summary>
internal sealed record LoadedFunction(string Id, string Name, string TriggerType, string TriggerParameter, JsonElement Trigger)
{
    /// <summary>The parameters that take a durable client.</summary>
    public IReadOnlyList<string> DurableClients { get; private init; } = [];

    public RetryOptions? Retry { get; private init; }

    /// <exception cref="StartRefusedException">The function has no trigger that this host knows, or more than one.</exception>
    public static LoadedFunction FromMetadata(FunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(raw => JsonDocument.Parse(raw).RootElement).ToArray();
        var triggers = bindings.Where(b => TypeOf(b).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (triggers is not [var trigger])
        {
            throw new StartRefusedException($"Function '{metadata.Name}' must have one trigger; it has {triggers.Length}.");
        }

        var type = TypeOf(trigger);
        if (!TriggerTypes.All.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new StartRefusedException($"Function '{metadata.Name}': the local host has no {type}. It has {string.Join(", ", TriggerTypes.All)}.");
        }

        return new LoadedFunction(metadata.FunctionId, metadata.Name, type, NameOf(trigger), trigger)
        {
            DurableClients = [.. bindings.Where(b => TypeOf(b).Equals("durableClient", StringComparison.OrdinalIgnoreCase)).Select(NameOf)],
            Retry = metadata.RetryOptions,
        };
    }

    public bool IsTriggeredBy(string type) => TriggerType.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text of the trigger's description; null when it is not there.</summary>
    public string? TriggerText(string name) => Trigger.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString() ?? "";

    private static string NameOf(JsonElement binding) => binding.GetProperty("name").GetString() ?? "";
}

/// <summary>The triggers that this host has.</summary>
internal static class TriggerTypes
{
    public const string Http = "httpTrigger";
    public const string Timer = "timerTrigger";
    public const string Orchestration = "orchestrationTrigger";
    public const string Activity = "activityTrigger";

    public static IReadOnlyList<string> All { get; } = [Http, Timer, Orchestration, Activity];
}
