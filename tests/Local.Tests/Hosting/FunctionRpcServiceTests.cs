using System.Net;
using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>Over a real connection, the worker's answers reach who asked, and a worker that hangs up leaves nobody waiting.</summary>
public sealed class FunctionRpcServiceTests : IAsyncLifetime
{
    private static readonly Marshaller<StreamingMessage> _message = Marshallers.Create(message => message.ToByteArray(), StreamingMessage.Parser.ParseFrom);

    private static readonly Method<StreamingMessage, StreamingMessage> _eventStream =
        new(MethodType.DuplexStreaming, "AzureFunctionsRpcMessages.FunctionRpc", "EventStream", _message, _message);

    private readonly WorkerChannel _channel = new();
    private WebApplication _server = null!;
    private GrpcChannel _connection = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        web.Services.AddSingleton(_channel).AddGrpc();
        _server = web.Build();
        _server.MapGrpcService<FunctionRpcService>();
        await _server.StartAsync(Cancellation);
        _connection = GrpcChannel.ForAddress(_server.Urls.First());
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task When_the_worker_comes_then_it_is_asked_and_its_answer_comes_back()
    {
        using var worker = await ConnectAsync();

        var asked = _channel.AskAsync(new StreamingMessage { RequestId = "1", WorkerInitRequest = new WorkerInitRequest { HostVersion = "4" } });
        await worker.ResponseStream.MoveNext(Cancellation);
        Assert.Equal("4", worker.ResponseStream.Current.WorkerInitRequest.HostVersion);
        var answer = new StreamingMessage { RequestId = "1", WorkerInitResponse = new WorkerInitResponse { WorkerVersion = "2" } };
        await worker.RequestStream.WriteAsync(answer, Cancellation);

        Assert.Equal("2", (await asked).WorkerInitResponse.WorkerVersion);
        Assert.False(_channel.Ended.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_worker_hangs_up_then_what_it_was_asked_fails(bool properly)
    {
        using var worker = await ConnectAsync();
        var asked = _channel.AskAsync(new StreamingMessage { RequestId = "1", InvocationRequest = new InvocationRequest { InvocationId = "1" } });

        if (properly)
        {
            await worker.RequestStream.CompleteAsync();
        }
        else
        {
            worker.Dispose();
        }

        await Assert.ThrowsAsync<WorkerLostException>(() => asked);
        await _channel.Ended;
    }

    [Fact]
    public async Task When_the_channel_has_ended_then_nothing_more_is_asked()
    {
        using var worker = await ConnectAsync();

        _channel.End();

        await Assert.ThrowsAsync<WorkerLostException>(
            () => _channel.AskAsync(new StreamingMessage { RequestId = "1", InvocationRequest = new InvocationRequest { InvocationId = "1" } }));
    }

    private async Task<AsyncDuplexStreamingCall<StreamingMessage, StreamingMessage>> ConnectAsync()
    {
        var worker = _connection.CreateCallInvoker().AsyncDuplexStreamingCall(_eventStream, null, new CallOptions(cancellationToken: Cancellation));
        await worker.RequestStream.WriteAsync(new StreamingMessage { StartStream = new StartStream { WorkerId = "w" } }, Cancellation);
        await _channel.Connected.WaitAsync(Cancellation);
        return worker;
    }
}
