using System.Collections.Concurrent;
using System.Threading.Channels;
using Arshjulet.Local.Worker.Protocol;

namespace Arshjulet.Local.Worker;

/// <summary>The host's end of one worker's stream: sends requests and matches the responses to them. It knows messages, not functions.</summary>
internal sealed class WorkerChannel
{
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the worker has opened its stream.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Completes when the stream is over: the worker has ended, was ended, or died.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the worker logs.</summary>
    public Action<LogMessage> Logged { get; set; } = _ => { };

    public ChannelReader<StreamingMessage> ToWorker => _toWorker.Reader;

    /// <summary>Sends a message and waits for the one that answers it.</summary>
    /// <exception cref="WorkerLostException">The worker went before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message)
    {
        var answered = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[message.RequestId] = answered;
        if (_ended.Task.IsCompleted || !_toWorker.Writer.TryWrite(message))
        {
            _asked.TryRemove(message.RequestId, out _);
            throw Lost();
        }

        if (_ended.Task.IsCompleted)
        {
            // It ended between the two checks, and may not have failed this request with the others.
            answered.TrySetException(Lost());
        }

        return await answered.Task;
    }

    /// <summary>Sends a message that nothing answers.</summary>
    public void Tell(StreamingMessage message) => _toWorker.Writer.TryWrite(message);

    public void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                _connected.TrySetResult();
                break;
            case StreamingMessage.ContentOneofCase.Log:
                Logged(message.Log);
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                Answer(message.InvocationResponse.InvocationId, message);
                break;
            default:
                Answer(message.RequestId, message);
                break;
        }
    }

    /// <summary>The stream is over: every request without a response fails.</summary>
    public void End()
    {
        if (_ended.TrySetResult())
        {
            _toWorker.Writer.TryComplete();
            _connected.TrySetException(Lost());
            foreach (var asked in _asked.Values)
            {
                asked.TrySetException(Lost());
            }
        }
    }

    private void Answer(string id, StreamingMessage message)
    {
        if (_asked.TryRemove(id, out var asked))
        {
            asked.TrySetResult(message);
        }
    }

    private static WorkerLostException Lost() => new("The Functions worker has ended.");
}
