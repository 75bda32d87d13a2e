using System.Reflection;
using Arshjulet.Functions.City;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace Arshjulet.Functions.Tests.Deploying;

/// <summary>Histories of orchestrations as files, and running today's code over them.</summary>
internal static class Histories
{
    private static readonly JsonFormatter _json = new(JsonFormatter.Settings.Default.WithIndentation());

    public static void Write(string file, IEnumerable<HistoryEvent> events) =>
        File.WriteAllText(file, _json.Format(new HistoryChunk { Events = { events } }) + "\n");

    public static IReadOnlyList<HistoryEvent> Read(string file) => JsonParser.Default.Parse<HistoryChunk>(File.ReadAllText(file)).Events;

    /// <summary>Replays a history with the app's own orchestrator and gives what that asks for next.</summary>
    public static OrchestratorResponse Replay(IReadOnlyList<HistoryEvent> past)
    {
        var started = past.First(e => e.ExecutionStarted is not null).ExecutionStarted;
        var now = past[^1].Timestamp;
        var request = new OrchestratorRequest
        {
            InstanceId = started.OrchestrationInstance.InstanceId,
            PastEvents = { past },
            NewEvents = { new HistoryEvent { EventId = -1, Timestamp = now, OrchestratorStarted = new OrchestratorStartedEvent() } },
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.Zero) },
        };
        var response = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), new AppOrchestrator(started.Name));
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response));
    }

    /// <summary>The names of all orchestrators of the app.</summary>
    public static IEnumerable<string> Orchestrators() => Methods()
        .Where(method => method.GetParameters().Any(parameter => parameter.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(CityContent).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static));

    /// <summary>An orchestrator of the app, found by its function's name.</summary>
    private sealed class AppOrchestrator(string name) : ITaskOrchestrator
    {
        private readonly MethodInfo _method = Methods().Single(method => method.GetCustomAttribute<FunctionAttribute>()?.Name == name);

        public System.Type InputType =>
            _method.GetParameters().Select(p => p.ParameterType).FirstOrDefault(type => type != typeof(TaskOrchestrationContext)) ?? typeof(object);

        public System.Type OutputType => typeof(object);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            await (Task)_method.Invoke(null, [.. _method.GetParameters().Select(p => p.ParameterType == typeof(TaskOrchestrationContext) ? context : input)])!;
            return null;
        }
    }
}
