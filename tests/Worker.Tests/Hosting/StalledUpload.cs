using System.Net;

namespace Arshjulet.Worker.Tests.Hosting;

/// <summary>A form that somebody begins to send and never ends.</summary>
internal sealed class StalledUpload : HttpContent
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StalledUpload() => Headers.ContentType = new("application/x-www-form-urlencoded");

    /// <summary>Completes when a function has begun to read it.</summary>
    public Task Asked => _asked.Task;

    /// <summary>A post of it that sends nothing before it is asked for.</summary>
    public HttpRequestMessage To(string path) => new(HttpMethod.Post, path) { Content = this, Headers = { ExpectContinue = true } };

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("adress="u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _asked.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
