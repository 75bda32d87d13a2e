using System.Text.Json;
using Arshjulet.Local.Hosting;
using Arshjulet.Local.Worker.Protocol;

namespace Arshjulet.Local.Worker;

/// <summary>The app's functions on Microsoft's worker: loads them when the worker has connected, and invokes them.</summary>
internal sealed class FunctionsWorker(WorkerChannel channel)
{
    /// <summary>The version of the Functions host whose protocol this is.</summary>
    private const string HostVersion = "4.1040.0";

    private Dictionary<string, LoadedFunction> _functions = new(StringComparer.OrdinalIgnoreCase);
    private string _durableClient = "";

    /// <summary>The functions, once they are loaded.</summary>
    public IReadOnlyCollection<LoadedFunction> Functions => _functions.Values;

    /// <summary>What the worker said of itself when it was started, such as the address (HttpUri) on which it answers requests.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>Completes when the worker is gone.</summary>
    public Task Ended => channel.Ended;

    /// <returns>Null when the app has no such function.</returns>
    public LoadedFunction? Find(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Waits for the worker, asks what functions it has and loads them all.</summary>
    /// <param name="address">Where this host's side of the protocols is; durable clients are sent there.</param>
    /// <param name="hub">The task hub's name.</param>
    /// <param name="directory">The app's directory.</param>
    /// <param name="cancellation">Cancels waiting for the worker to connect.</param>
    /// <exception cref="StartRefusedException">A function can't be loaded, or asks for what this host doesn't have.</exception>
    /// <exception cref="WorkerLostException">The worker ended before.</exception>
    public async Task LoadAsync(Uri address, string hub, string directory, CancellationToken cancellation)
    {
        // As the host's durable extension gives it to its worker, but without a time-out.
        _durableClient = JsonSerializer.Serialize(
            new { rpcBaseUrl = address.ToString(), taskHubName = hub, requiredQueryStringParameters = "", maxGrpcMessageSizeInBytes = int.MaxValue });
        await channel.Connected.WaitAsync(cancellation);
        var init = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = directory, FunctionAppDirectory = directory };
        var started = await AskAsync(new StreamingMessage { WorkerInitRequest = init });
        ThrowIfFailed(started.WorkerInitResponse.Result, "The Functions worker could not be started");
        Capabilities = started.WorkerInitResponse.Capabilities;
        var described = await AskAsync(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = directory } });
        ThrowIfFailed(described.FunctionMetadataResponse.Result, "The app's functions could not be read");
        var functions = new List<LoadedFunction>();
        foreach (var metadata in described.FunctionMetadataResponse.FunctionMetadataResults)
        {
            var answer = await AskAsync(new StreamingMessage { FunctionLoadRequest = new() { FunctionId = metadata.FunctionId, Metadata = metadata } });
            ThrowIfFailed(answer.FunctionLoadResponse.Result, $"Function '{metadata.Name}' could not be loaded");
            functions.Add(LoadedFunction.FromMetadata(metadata));
        }

        _functions = functions.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Invokes a function and waits for its result.</summary>
    /// <param name="function">Which.</param>
    /// <param name="input">The trigger's data.</param>
    /// <param name="cancellation">Tells the worker to cancel the function's own token; the function still decides how it ends.</param>
    /// <param name="id">The invocation's id; null makes one.</param>
    /// <param name="data">The trigger's metadata, such as route values.</param>
    /// <param name="retry">Which try this is, and how many there may be.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before it was asked for.</exception>
    /// <exception cref="WorkerLostException">The worker went before the function ended.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        LoadedFunction function, TypedData input, CancellationToken cancellation,
        string? id = null, IEnumerable<KeyValuePair<string, string>>? data = null, RetryContext? retry = null)
    {
        cancellation.ThrowIfCancellationRequested();
        id ??= Guid.NewGuid().ToString();
        var request = new InvocationRequest
        {
            InvocationId = id,
            FunctionId = function.Id,
            TraceContext = new TraceContext(),
            RetryContext = retry ?? new RetryContext(),
            InputData = { new ParameterBinding { Name = function.TriggerParameter, Data = input } },
        };
        foreach (var client in function.DurableClients)
        {
            request.InputData.Add(new ParameterBinding { Name = client, Data = new TypedData { String = _durableClient } });
        }

        foreach (var (name, value) in data ?? [])
        {
            request.TriggerMetadata[name] = new TypedData { String = value };
        }

        var asked = channel.AskAsync(new StreamingMessage { RequestId = id, InvocationRequest = request });

        // After the request, because the worker ignores the cancellation of an invocation that it doesn't know.
        await using var cancelling = cancellation.Register(() => channel.Tell(
            new StreamingMessage { RequestId = Guid.NewGuid().ToString(), InvocationCancel = new InvocationCancel { InvocationId = id } }));
        return (await asked).InvocationResponse;
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        return channel.AskAsync(message);
    }

    private static void ThrowIfFailed(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new StartRefusedException($"{what}: {result.Exception?.Message ?? result.Result}");
        }
    }
}
