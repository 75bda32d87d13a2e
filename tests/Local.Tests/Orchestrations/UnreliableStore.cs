using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Arshjulet.Local.Tests.Orchestrations;

/// <summary>A storage that can be away for a while, after having done what was asked or not.</summary>
internal sealed class UnreliableStore : HttpPipelinePolicy
{
    private int _refused;

    /// <summary>Whether requests are refused.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether a refused request is done all the same, and only its answer lost.</summary>
    public bool LosesAnswers { get; set; }

    public int Refused => _refused;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var away = IsAway;
        if (!away || LosesAnswers)
        {
            await ProcessNextAsync(message, pipeline);
        }

        if (away)
        {
            Interlocked.Increment(ref _refused);
            throw new RequestFailedException("The storage is away.");
        }
    }
}
