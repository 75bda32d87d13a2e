using Arshjulet.Local.Worker;
using Arshjulet.Local.Worker.Protocol;
using Xunit;

namespace Arshjulet.Local.Tests.Hosting;

/// <summary>What was asked and what comes back, and a worker that ends.</summary>
public sealed class WorkerChannelTests
{
    private readonly WorkerChannel _channel = new();

    [Fact]
    public async Task WhenAnswersComeInAnotherOrder_ThenEachGoesToWhoAsked()
    {
        var load = _channel.AskAsync(new StreamingMessage { RequestId = "1", FunctionLoadRequest = new FunctionLoadRequest() });
        var invocation = _channel.AskAsync(new StreamingMessage { RequestId = "2", InvocationRequest = new InvocationRequest { InvocationId = "2" } });

        _channel.Receive(new StreamingMessage { RequestId = "another", FunctionLoadResponse = new FunctionLoadResponse() });
        _channel.Receive(new StreamingMessage { InvocationResponse = new InvocationResponse { InvocationId = "2" } });
        _channel.Receive(new StreamingMessage { RequestId = "1", FunctionLoadResponse = new FunctionLoadResponse { FunctionId = "f" } });
        _channel.Receive(new StreamingMessage { RequestId = "1", FunctionLoadResponse = new FunctionLoadResponse { FunctionId = "twice" } });

        Assert.Equal("2", (await invocation).InvocationResponse.InvocationId);
        Assert.Equal("f", (await load).FunctionLoadResponse.FunctionId);
    }

    [Fact]
    public async Task WhenTheWorkerEnds_ThenWhatWasAskedFailsAndWhatIsAskedLaterToo()
    {
        var before = _channel.AskAsync(new StreamingMessage { RequestId = "1" });

        _channel.End();
        _channel.End();
        _channel.Tell(new StreamingMessage());

        await Assert.ThrowsAsync<WorkerLostException>(() => before);
        await Assert.ThrowsAsync<WorkerLostException>(() => _channel.AskAsync(new StreamingMessage { RequestId = "2" }));
        await Assert.ThrowsAsync<WorkerLostException>(() => _channel.Connected);
        Assert.True(_channel.Ended.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhenTheWorkerLogs_ThenItIsPassedOn()
    {
        List<string> logged = [];
        _channel.Logged = log => logged.Add(log.Message);

        _channel.Receive(new StreamingMessage { StartStream = new StartStream() });
        _channel.Receive(new StreamingMessage { Log = new LogMessage { Message = "line" } });

        await _channel.Connected;
        Assert.Equal(["line"], logged);
    }
}
