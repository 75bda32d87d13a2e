using Arshjulet.Local.Worker.Protocol;
using Grpc.Core;

namespace Arshjulet.Local.Worker;

/// <summary>Where the worker calls: carries messages between its stream and the channel.</summary>
internal sealed class FunctionRpcService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var writing = WriteAsync(responseStream, context.CancellationToken);
        try
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                channel.Receive(requestStream.Current);
            }
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException)
        {
            // The worker is gone, or this host stops.
        }
        finally
        {
            channel.End();
        }

        await writing;
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in channel.ToWorker.ReadAllAsync(cancellation))
            {
                await stream.WriteAsync(message, cancellation);
            }
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException or InvalidOperationException)
        {
            channel.End();
        }
    }
}
