using Azure.Core;
using Azure.Core.Pipeline;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>
/// A connection to the storage that is cut at one request: that one is sent or not, but its answer never comes, and no later one is sent.
/// What a killed process looks like from the store.
/// </summary>
internal sealed class CutConnection(int at, bool sendsLast) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    /// <summary>Completes when the connection has been cut.</summary>
    public Task Cut => _cut.Task;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = Interlocked.Increment(ref _requests);
        if (request < at || (request == at && sendsLast))
        {
            await ProcessNextAsync(message, pipeline);
        }

        if (request >= at)
        {
            _cut.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(message.CancellationToken);
        }
    }
}
