using System.Text.Json;
using Arshjulet.Local.Orchestrations;
using Arshjulet.Local.Worker.Protocol;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace Arshjulet.Local.Worker;

/// <summary>The code of orchestrations on the worker: a turn and an activity are each one invocation of a function.</summary>
internal sealed class WorkerOrchestrations(FunctionsWorker worker)
{
    /// <summary>
    /// What the durable extension's worker throws in place of an activity's exception: its message is the failure in the protocol's JSON, with
    /// its causes.
    /// </summary>
    private const string SerializedFailure = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Exceptions.DurableSerializationException";

    private static readonly JsonParser _failures = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public OrchestrationCode Code => new(RunTurnAsync, RunActivityAsync);

    private async Task<OrchestratorResponse> RunTurnAsync(string name, OrchestratorRequest request, CancellationToken cancellation)
    {
        if (worker.Find(name) is not { } function || !function.IsTriggeredBy(TriggerTypes.Orchestration))
        {
            return Failed("OrchestratorNotFound", $"The function '{name}' doesn't exist, or is no orchestrator.");
        }

        // Not cancelled in the middle: a turn is short, and one that is cut off says nothing about the orchestration.
        cancellation.ThrowIfCancellationRequested();
        var response = await worker.InvokeAsync(function, new TypedData { String = Convert.ToBase64String(request.ToByteArray()) }, CancellationToken.None);
        if (response.Result.Status != StatusResult.Types.Status.Success)
        {
            return Failed(response.Result.Exception?.Type ?? "", $"Function '{name}' failed with an unhandled exception: {response.Result.Exception?.Message}");
        }

        var value = response.ReturnValue;
        var returned = value.DataCase == TypedData.DataOneofCase.Json ? JsonSerializer.Deserialize<string>(value.Json)! : value.String;
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(returned));
    }

    private async Task<ActivityResult> RunActivityAsync(ActivityCall call, CancellationToken cancellation)
    {
        if (worker.Find(call.Name) is not { } function || !function.IsTriggeredBy(TriggerTypes.Activity))
        {
            var message = $"The function '{call.Name}' doesn't exist, or is no activity.";
            return new ActivityResult(null, new() { ErrorType = "ActivityNotFound", ErrorMessage = message, IsNonRetriable = true });
        }

        var response = await worker.InvokeAsync(
            function, new TypedData { String = Unwrapped(call.Input) }, cancellation, data: [KeyValuePair.Create("instanceId", call.InstanceId)]);
        return response.Result.Status == StatusResult.Types.Status.Success
            ? new ActivityResult(Output(response.ReturnValue))
            : new ActivityResult(null, Failure(response.Result.Exception));
    }

    /// <summary>An orchestrator gives an activity's input as a list of one element; the activity takes the element itself.</summary>
    private static string Unwrapped(string? input) => input is ['[', .., ']'] ? input[1..^1] : input ?? "";

    private static string? Output(TypedData? returned) => returned?.DataCase switch
    {
        TypedData.DataOneofCase.Json => returned.Json,
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(returned.String),
        TypedData.DataOneofCase.Int => JsonSerializer.Serialize(returned.Int),
        TypedData.DataOneofCase.Double => JsonSerializer.Serialize(returned.Double),
        TypedData.DataOneofCase.Bytes => JsonSerializer.Serialize(returned.Bytes.ToByteArray()),
        _ => null,
    };

    private static TaskFailureDetails Failure(WorkerException? exception) => exception switch
    {
        { Type: SerializedFailure } => _failures.Parse<TaskFailureDetails>(exception.Message),
        { Type: { Length: > 0 } type } => new() { ErrorType = type, ErrorMessage = exception.Message, StackTrace = exception.StackTrace },
        _ => new() { ErrorType = "(unknown)", ErrorMessage = exception?.Message ?? "", StackTrace = exception?.StackTrace },
    };

    private static OrchestratorResponse Failed(string type, string message)
    {
        var details = new TaskFailureDetails { ErrorType = type, ErrorMessage = message };
        var end = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Failed, FailureDetails = details };
        return new OrchestratorResponse { Actions = { new OrchestratorAction { CompleteOrchestration = end } } };
    }
}
